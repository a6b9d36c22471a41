import { NodeApiError, type INode } from 'n8n-workflow';
import { describeFault, toNodeApiError } from '../../../nodes/AgentsCode/api/errors';
import type { Errand, Fault } from '../../../nodes/AgentsCode/api/result';

const node = { id: '1', name: 'AgentsCode', type: 't', typeVersion: 1, position: [0, 0] } as INode;
node.parameters = {};

const status = (httpStatus: number, message = '', errand?: Errand): Fault => ({
	kind: 'status',
	httpStatus,
	message,
	errand,
});
const network = (code?: string, message = 'client words'): Fault => ({
	kind: 'network',
	code,
	message,
});

describe('what a status means', () => {
	it.each<[number, string, RegExp]>([
		[401, 'the API key was not accepted', /Check the API key/],
		[402, 'not enough credits', /Buy credits/],
		[403, 'the API key is not allowed', /Check the API key/],
		[408, 'refused the request', /Try again later/],
		[409, 'refused the request', /Try again later/],
		[425, 'refused the request', /Try again later/],
		[429, 'the rate limit stayed exceeded', /^Try again later\.$/],
		[500, 'is not able to answer right now', /Try again later/],
		[502, 'is not able to answer right now', /Try again later/],
		[503, 'is not able to answer right now', /Try again later/],
		[504, 'is not able to answer right now', /Try again later/],
		[599, 'is not able to answer right now', /Try again later/],
		[301, 'leads elsewhere', /'Base URL'/],
		[308, 'leads elsewhere', /'Base URL'/],
	])('%i: %s', (httpStatus, says, todo) => {
		const text = describeFault(status(httpStatus));
		expect(text.says).toContain(says);
		expect(text.says).toContain(`(HTTP ${httpStatus})`);
		expect(text.description).toMatch(todo);
	});

	it.each<[number, Errand | undefined, string, RegExp]>([
		[400, 'start', 'did not accept the values', /input that the agent expects/],
		[400, 'wait', 'did not accept the values', /Check the IDs/],
		[400, 'job', 'did not accept the values', /Check the IDs/],
		[400, undefined, 'did not accept the values', /'Base URL'/],
		[404, 'start', 'does not know it', /Check the IDs/],
		[404, 'job', 'does not know it', /Check the IDs/],
		[404, undefined, 'this address has no such call', /'Base URL'.*\/v1/],
		[413, 'start', 'refused the request', /input that the agent expects/],
		[422, 'start', 'refused the request', /input that the agent expects/],
		[418, 'wait', 'refused the request', /Check the IDs/],
		[405, undefined, 'refused the request', /'Base URL'/],
		[429, 'start', 'the rate limit stayed exceeded', /'Max Concurrent Jobs'/],
		[429, 'wait', 'the rate limit stayed exceeded', /'Max Concurrent Jobs'/],
		[429, 'job', 'the rate limit stayed exceeded', /^Try again later\.$/],
	])('%i, for what was asked (%s): %s', (httpStatus, errand, says, todo) => {
		const text = describeFault(status(httpStatus, '', errand));
		expect(text.says).toContain(says);
		expect(text.description).toMatch(todo);
	});

	it.each([
		[
			"'url' is required",
			"AgentsCode did not accept the values that were sent (HTTP 400): 'url' is required",
		],
		[
			'No such plan.',
			'AgentsCode did not accept the values that were sent (HTTP 400): No such plan',
		],
		['Sorry!', 'AgentsCode did not accept the values that were sent (HTTP 400): Sorry!'],
		['...', 'AgentsCode did not accept the values that were sent (HTTP 400)'],
		[
			'It was canceled',
			'AgentsCode did not accept the values that were sent (HTTP 400): It was cancelled',
		],
	])('quotes the service where only the message is read: %s', (message, says) => {
		expect(describeFault(status(400, message, 'start'))).toEqual({
			says,
			words: '',
			description: 'Check the input that the agent expects.',
		});
	});

	it('quotes all of it beside the message where the message can not hold it', () => {
		const message = `${'x'.repeat(250)}!`;
		const text = describeFault(status(400, message, 'start'));
		expect(text.says).toMatch(/\(HTTP 400\): x{199}…$/);
		expect(text.description).toBe(
			`AgentsCode says: ${message} Check the input that the agent expects.`,
		);
	});
});

describe('what a fault of the network means', () => {
	it.each<[string | undefined, string]>([
		['ECONNREFUSED', 'the connection was refused'],
		['ENOTFOUND', 'the host name is not known'],
		['EAI_AGAIN', 'the host name could not be looked up'],
		['ECONNRESET', 'the connection was cut'],
		['ECONNABORTED', 'no answer came in time'],
		['ETIMEDOUT', 'no answer came in time'],
		['EPROTO', 'AgentsCode could not be reached'],
		['toString', 'AgentsCode could not be reached'],
		[undefined, 'AgentsCode could not be reached'],
	])('%s: %s', (code, says) => {
		const text = describeFault(network(code));
		expect(text.says).toBe(says);
		expect(text.description).toContain("'Base URL'");
	});

	it("repeats the client's words only where nothing better is known", () => {
		expect(describeFault(network('ECONNRESET')).description).not.toContain('client words');
		expect(describeFault(network('EPROTO')).description).toContain('client words.');
		expect(describeFault(network('constructor')).description).toContain('client words.');
	});
});

it('says so when an answer could not be understood, or the execution was canceled', () => {
	const unreadable: Fault = { kind: 'unreadable', httpStatus: 200, message: 'It is not JSON' };
	expect(describeFault(unreadable)).toEqual({
		says: 'the answer could not be understood',
		words: 'It is not JSON',
		description: expect.stringMatching(/^It is not JSON\. .*'Base URL'/) as string,
	});
	expect(describeFault({ kind: 'aborted', sent: true, message: 'x' }).says).toContain('canceled');
});

const ALL: Fault[] = [
	...[300, 302, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 422, 425, 429, 451],
	...[500, 501, 502, 503, 504, 505, 520, 599],
].flatMap((httpStatus) =>
	([undefined, 'start', 'job'] as const).map((errand) =>
		status(httpStatus, 'The agent is busy', errand),
	),
);
ALL.push(
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT'].map(
		(code) => network(code),
	),
	...['EPIPE', 'EPROTO', 'CERT_HAS_EXPIRED', 'ERR_INVALID_URL', undefined].map((code) =>
		network(code),
	),
	{ kind: 'unreadable', httpStatus: 200, message: 'The answer is empty' },
	{ kind: 'aborted', sent: true, message: 'The request was stopped' },
);

describe('words for every fault', () => {
	it.each(ALL)('$kind $httpStatus$code $errand', (fault) => {
		const { says, description } = describeFault(fault);
		expect(says).toMatch(/^[a-zA-Z].*[a-z)]$/);
		expect(says.replace(/\(HTTP \d+\)/, '')).not.toMatch(/\d|[A-Z]{3}(?<!API)|_/);
		expect(`${says} ${description}`).not.toMatch(/\b(error|problem|failure|mistake)/i);
		expect(description).not.toMatch(/\.\.|\s{2}|undefined/);
	});

	it.each(ALL)('survive n8n: $kind $httpStatus$code $errand', (fault) => {
		const error = toNodeApiError(node, fault, 'Could not list the agents', 3);
		const { says, description } = describeFault(fault);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe(`Could not list the agents: ${says}`);
		expect(error.description).toBe(description);
		expect(error.context.itemIndex).toBe(3);
	});
});

it('carries the status as n8n shows it, and none where there was no answer', () => {
	expect(toNodeApiError(node, status(404), 'Could not').httpCode).toBe('404');
	expect(toNodeApiError(node, network('ECONNRESET'), 'Could not').httpCode).toBeNull();
});
