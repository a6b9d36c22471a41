import { type Answer, answerOf } from './answer';
import type { Behaviour } from './behaviour';
import type { Connections } from './connections';
import type { Contract } from './contract';
import { type Fault, type Faults, needsAnswer, startsJob } from './faults';
import { type RateLimit, retryAfterHeader } from './rateLimit';
import type { RecordedRequest, Recorder } from './recorder';
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

/** The real answer, as far as the fault lets the service get. */
export function answerUnder(fault: Fault, desk: Desk, record: RecordedRequest): Answer | undefined {
	if (record.route !== 'startJob') {
		return needsAnswer(fault) ? answerTo(desk, record) : undefined;
	}
	if (startsJob(fault)) return answerTo(desk, record);
	const body = { jobId: NO_SUCH_JOB, status: 'queued' };
	return answerOf(record.route, { status: 200, body }, desk.behaviour(), Date.now());
}

const NO_SUCH_JOB = '00000000-0000-4000-8000-000000000000';

/** What the service answers when nothing goes wrong on the way. */
export function answerTo(desk: Desk, record: RecordedRequest): Answer {
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

/** What tests ask about a job: which one it was, how often it was told, and when its end first was. */
function noteJob(record: RecordedRequest, decision: Decision, nowMs: number): void {
	if (!('body' in decision) || !decision.job) return;
	const { job } = decision;
	record.jobId = job.jobId;
	if (record.route !== 'getJob' || record.fault !== undefined) return;
	job.polls++;
	if (job.finishedAt !== undefined) job.firstSeenFinalAt ??= nowMs;
}
