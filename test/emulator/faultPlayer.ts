import type { Answer } from './answer';
import type { Connections } from './connections';
import { errorPage, errorPayload, json, type Payload } from './errorBodies';
import type { Fault } from './faults';
import type { ServerResponse } from './platform';
import { isObject } from './playbook';
import { retryAfterHeader } from './rateLimit';

/** What the player may use; it never decides which fault is due. */
export interface Stage {
	response: ServerResponse;
	connections: Connections;
	/** The real answer, for the kinds that distort it. */
	answer?: Answer;
	/** Where a redirect leads unless the fault says otherwise. */
	strangerUrl: string;
	serviceNowMs: number;
}

/**
 * Plays a fault on the raw connection.
 *
 * @returns the status of the answer given, or undefined when the client got no whole answer
 */
export async function play(fault: Fault, stage: Stage): Promise<number | undefined> {
	const { response } = stage;
	switch (fault.kind) {
		case 'reset':
			response.socket?.resetAndDestroy();
			return undefined;
		case 'close':
			response.socket?.destroy();
			return undefined;
		case 'hang':
			return await hang(fault.ms, stage);
		case 'resetMidBody':
			return await resetMidBody(stage);
		case 'drip':
			return await drip(fault.everyMs ?? 50, fault.bytes ?? 4, stage);
		default: {
			const { status, headers, payload } = distorted(fault, stage);
			return send(response, status, headers, payload);
		}
	}
}

/** Sends a whole answer with its length, and says its status. */
export function send(
	response: ServerResponse,
	status: number,
	headers: Record<string, string>,
	payload: Payload,
): number {
	const body = Buffer.from(payload.text);
	response.writeHead(status, {
		...(payload.contentType === undefined ? {} : { 'content-type': payload.contentType }),
		'content-length': String(body.length),
		...headers,
	});
	response.end(body);
	return status;
}

interface Whole {
	status: number;
	headers: Record<string, string>;
	payload: Payload;
}

function distorted(fault: Fault, stage: Stage): Whole {
	const whole = (status: number, payload: Payload, headers = {}): Whole => ({
		status,
		headers,
		payload,
	});
	switch (fault.kind) {
		case 'status':
			return whole(fault.status, statusPayload(fault), statusHeaders(fault, stage.serviceNowMs));
		case 'empty':
			return whole(200, { text: '' });
		case 'html':
			return whole(fault.status ?? 200, {
				contentType: 'text/html; charset=utf-8',
				text: errorPage(200, 'Scheduled maintenance'),
			});
		case 'redirect':
			return whole(
				fault.status ?? 302,
				{ text: '' },
				{
					location: fault.location ?? stage.strangerUrl,
				},
			);
		case 'json':
			return whole(fault.status ?? 200, json(fault.body));
		default:
			return distortedAnswer(fault, stage.answer);
	}
}

function distortedAnswer(fault: Fault, answer: Answer | undefined): Whole {
	if (!answer) throw new Error(`The fault '${fault.kind}' needs an answer to distort`);
	const { status, headers, payload } = answer;
	const changedJson = (change: (body: unknown) => unknown): Whole => ({
		status,
		headers,
		payload: json(change(JSON.parse(payload.text))),
	});
	switch (fault.kind) {
		case 'truncated':
			return { status, headers, payload: { ...payload, text: firstHalf(payload.text) } };
		case 'contentType':
			return {
				status,
				headers,
				payload: { ...payload, contentType: fault.contentType ?? 'text/plain' },
			};
		case 'wrongType':
			return changedJson((body) => (Array.isArray(body) ? { ...body } : [body]));
		case 'nulls':
			return changedJson(allNull);
		case 'huge':
			return changedJson((body) => withFiller(body, fault.megabytes ?? 8));
		case 'mutate':
			return changedJson((body) => fault.change(body as never));
		default:
			return { status, headers, payload };
	}
}

type StatusFault = Extract<Fault, { kind: 'status' }>;

function statusPayload({ status, form, message, body }: StatusFault): Payload {
	if (typeof body === 'string') return { contentType: 'text/plain; charset=utf-8', text: body };
	if (body !== undefined) return json(body);
	return errorPayload(form ?? 'error', status, message ?? WORDS[status] ?? 'Something went wrong');
}

function statusHeaders(fault: StatusFault, serviceNowMs: number): Record<string, string> {
	const { retryAfter, retryAfterMs = 1000, headers = {} } = fault;
	if (retryAfter === undefined) return headers;
	if (typeof retryAfter === 'object') return { 'retry-after': retryAfter.text, ...headers };
	return { ...retryAfterHeader(retryAfter, retryAfterMs, serviceNowMs), ...headers };
}

const WORDS: Partial<Record<number, string>> = {
	400: 'Invalid parameters',
	401: 'Invalid API key',
	402: 'Insufficient credits',
	403: 'Forbidden',
	404: 'Not found',
	408: 'Request timeout',
	409: 'Conflict',
	425: 'Too early',
	429: 'Rate limit exceeded',
	500: 'Internal server error',
	502: 'Bad gateway',
	503: 'Service unavailable',
	504: 'Gateway timeout',
};

async function hang(ms: number | undefined, stage: Stage): Promise<number | undefined> {
	if (ms === undefined) {
		await new Promise<void>((resolve) => stage.response.once('close', resolve));
		return undefined;
	}
	await stage.connections.delay(ms);
	const { answer, response } = stage;
	if (!answer || response.destroyed) return undefined;
	return send(response, answer.status, answer.headers, answer.payload);
}

/** Long enough for the first half to arrive, so that the tear is met in the middle. */
const TEAR_AFTER_MS = 20;

async function resetMidBody({ response, answer, connections }: Stage): Promise<undefined> {
	const text = answer?.payload.text ?? '{"jobId":"';
	response.writeHead(answer?.status ?? 200, {
		'content-type': answer?.payload.contentType ?? 'application/json',
		'content-length': String(Buffer.byteLength(text) + 1),
	});
	response.write(firstHalf(text));
	await connections.delay(TEAR_AFTER_MS);
	response.socket?.resetAndDestroy();
}

async function drip(everyMs: number, bytes: number, stage: Stage): Promise<number | undefined> {
	const { response, connections, answer } = stage;
	const body = Buffer.from(answer?.payload.text ?? '{}');
	const status = answer?.status ?? 200;
	response.writeHead(status, {
		'content-type': answer?.payload.contentType ?? 'application/json',
		'content-length': String(body.length),
	});
	for (let sent = 0; sent < body.length; sent += bytes) {
		if (response.destroyed) return undefined;
		response.write(body.subarray(sent, sent + bytes));
		await connections.delay(everyMs);
	}
	response.end();
	return status;
}

function firstHalf(text: string): string {
	return text.slice(0, Math.max(1, Math.floor(text.length / 2)));
}

function allNull(body: unknown): unknown {
	if (Array.isArray(body)) return body.map(() => null);
	if (!isObject(body)) return null;
	return Object.fromEntries(Object.keys(body).map((key) => [key, null]));
}

function withFiller(body: unknown, megabytes: number): unknown {
	const filler = 'x'.repeat(megabytes * 1024 * 1024);
	return Array.isArray(body) ? [...body, { filler }] : { ...(body as object), filler };
}
