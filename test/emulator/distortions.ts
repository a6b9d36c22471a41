import type { Answer } from './answer';
import { errorPage, errorPayload, json, type Payload } from './errorBodies';
import type { Fault } from './faults';
import { isObject } from './playbook';
import { retryAfterHeader } from './rateLimit';

/** A whole answer, though not the one that was due. */
export interface Whole {
	status: number;
	headers: Record<string, string>;
	payload: Payload;
}

/** What an answer may be made from. */
export interface Source {
	/** The real answer, for the kinds that distort it. */
	answer?: Answer;
	/** Where a redirect leads unless the fault says otherwise. */
	strangerUrl: string;
	serviceNowMs: number;
}

/** What the client gets for a fault that leaves the connection alone. */
export function distorted(fault: Fault, stage: Source): Whole {
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

export function firstHalf(text: string): string {
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
