import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { type Answer, answerOf } from './answer';
import type { Behaviour } from './behaviour';
import type { Connections } from './connections';
import type { Contract } from './contract';
import { play, send } from './faultPlayer';
import { type Fault, type Faults, needsAnswer, startsJob } from './faults';
import { createServer, type Server } from './platform';
import { RateLimit, retryAfterHeader } from './rateLimit';
import type { RecordedRequest, Recorder } from './recorder';
import { ROUTES, type RouteName } from './routes';
import type { Decision, Service } from './service';

/** Everything a request passes on its way to an answer. */
export interface Desk {
	service: () => Service;
	behaviour: () => Behaviour;
	apiKey: () => string;
	recorder: Recorder;
	faults: Faults;
	connections: Connections;
	limit: RateLimit;
	/** Absent when the check is off. */
	contract?: Contract;
	strangerUrl: () => string;
}

interface Params {
	agentId?: string;
	agentJobId?: string;
}

/** Larger than anything the tests send, so that the service and not the stand-in judges it. */
const BODY_LIMIT_BYTES = 64 * 1024 * 1024;
const PATH_LIMIT = 64 * 1024;

/** The five calls on an HTTP server of its own, which is not listening yet. */
export async function createApp(desk: Desk, basePath: string): Promise<Server> {
	const server = createServer({ maxHeaderSize: PATH_LIMIT, keepAliveTimeout: 5000 });
	desk.connections.watch(server);
	const app = Fastify({
		serverFactory: (handler) => server.on('request', handler),
		bodyLimit: BODY_LIMIT_BYTES,
		exposeHeadRoutes: false,
		routerOptions: { maxParamLength: PATH_LIMIT },
		frameworkErrors: (_, request, reply) => serve(desk, 'unknown', request, reply),
	});
	readBodiesAsText(app);
	for (const { name, method, path } of ROUTES) {
		const url = basePath + path.replace(/\{(\w+)\}/g, ':$1');
		app.route({
			method,
			url,
			handler: async (request, reply) => serve(desk, name, request, reply),
		});
	}
	app.setNotFoundHandler(async (request, reply) => serve(desk, 'unknown', request, reply));
	await app.ready();
	return server;
}

/** The stand-in itself decides what a broken body means, so no body may fail before it is seen. */
function readBodiesAsText(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

async function serve(
	desk: Desk,
	route: RouteName,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<void> {
	reply.hijack();
	const record = recordOf(route, request);
	desk.recorder.begin(record);
	desk.contract?.checkRequest(record);
	const response = reply.raw;
	response.once('close', () => {
		if (!response.writableFinished && record.fault === undefined) record.clientGone = true;
	});
	let status: number | undefined;
	try {
		status = await respond(desk, record, reply);
	} finally {
		desk.recorder.end(record, status);
	}
}

async function respond(
	desk: Desk,
	record: RecordedRequest,
	{ raw: response }: FastifyReply,
): Promise<number | undefined> {
	const behaviour = desk.behaviour();
	const serviceNowMs = () => Date.now() + behaviour.clockSkewMs;
	response.setHeader('date', new Date(serviceNowMs()).toUTCString());
	await desk.connections.delay(behaviour.latencyMs);
	const fault = desk.faults.take(record);
	if (fault) {
		record.fault = fault.kind;
		const answer = answerUnder(fault, desk, record);
		const stage = { response, connections: desk.connections, answer };
		const strangerUrl = desk.strangerUrl();
		return await play(fault, { ...stage, strangerUrl, serviceNowMs: serviceNowMs() });
	}
	const answer = answerTo(desk, record);
	if (response.destroyed) return undefined;
	return send(response, answer.status, answer.headers, answer.payload);
}

/** The real answer, as far as the fault lets the service get. */
function answerUnder(fault: Fault, desk: Desk, record: RecordedRequest): Answer | undefined {
	if (record.route !== 'startJob') {
		return needsAnswer(fault) ? answerTo(desk, record) : undefined;
	}
	if (startsJob(fault)) return answerTo(desk, record);
	const body = { jobId: NO_SUCH_JOB, status: 'queued' };
	return answerOf(record.route, { status: 200, body }, desk.behaviour(), Date.now());
}

const NO_SUCH_JOB = '00000000-0000-4000-8000-000000000000';

function answerTo(desk: Desk, record: RecordedRequest): Answer {
	const nowMs = Date.now();
	const decision = decide(desk, record, nowMs);
	const answer = answerOf(record.route, decision, desk.behaviour(), nowMs);
	noteJob(record, decision, nowMs);
	desk.contract?.checkAnswer(record, answer);
	return answer;
}

function decide(desk: Desk, record: RecordedRequest, nowMs: number): Decision {
	if (record.headers.authorization !== `Bearer ${desk.apiKey()}`)
		return { status: 401, message: 'Invalid API key' };
	const { rateLimit, clockSkewMs } = desk.behaviour();
	if (rateLimit && (rateLimit.routes ?? [record.route]).includes(record.route)) {
		const waitMs = desk.limit.waitMs(rateLimit, nowMs);
		const form = rateLimit.retryAfter ?? 'seconds';
		if (waitMs > 0) {
			const headers = retryAfterHeader(form, waitMs, nowMs + clockSkewMs);
			return { status: 429, message: 'Rate limit exceeded', headers };
		}
	}
	return call(desk.service(), record, nowMs);
}

function call(service: Service, record: RecordedRequest, nowMs: number): Decision {
	const { agentId = '', jobId = '', body, cursor } = record;
	switch (record.route) {
		case 'listAgents':
			return service.listAgents();
		case 'startJob':
			return service.startJob(agentId, body, nowMs);
		case 'getJob':
			return service.getJob(agentId, jobId, nowMs);
		case 'getBalance':
			return service.getBalance(nowMs);
		case 'getHistory':
			return service.getHistory(cursor, nowMs);
		default:
			return { status: 404, message: 'Not found' };
	}
}

/** What tests ask about a job: who was asked, and when its end was first told. */
function noteJob(record: RecordedRequest, decision: Decision, nowMs: number): void {
	if (!('body' in decision) || !decision.job) return;
	const { job } = decision;
	record.jobId = job.jobId;
	if (record.route !== 'getJob') return;
	job.polls++;
	if (job.finishedAt !== undefined) job.firstSeenFinalAt ??= nowMs;
}

function recordOf(route: RouteName, request: FastifyRequest): RecordedRequest {
	const { agentId, agentJobId } = (request.params ?? {}) as Params;
	const { cursor } = (request.query ?? {}) as { cursor?: string };
	return {
		route,
		method: request.method,
		path: request.raw.url ?? '',
		at: Date.now(),
		headers: { ...request.headers },
		body: parsed(request.body),
		agentId,
		jobId: agentJobId,
		cursor,
	};
}

function parsed(body: unknown): unknown {
	if (typeof body !== 'string') return undefined;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return body;
	}
}
