import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { answerTo, answerUnder, type Desk } from './desk';
import { play, send } from './faultPlayer';
import { createServer, type Server } from './platform';
import type { RecordedRequest } from './recorder';
import { ROUTES, type RouteName } from './routes';

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
	try {
		desk.recorder.end(record, await respond(desk, record, reply));
	} catch (error) {
		// A rule of the test itself threw; said aloud, or the client would wait for ever.
		record.fault = `the emulator's own: ${String(error)}`;
		desk.recorder.end(record, send(response, 500, {}, { text: record.fault }));
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
