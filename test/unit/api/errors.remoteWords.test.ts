import type { INode } from 'n8n-workflow';
import { toNodeApiError } from '../../../nodes/AgentsCode/api/errors';
import type { Fault } from '../../../nodes/AgentsCode/api/result';

const node = { id: '1', name: 'AgentsCode', type: 't', typeVersion: 1, position: [0, 0] } as INode;
node.parameters = {};

const status = (httpStatus: number, message: string): Fault => ({
	kind: 'status',
	httpStatus,
	message,
});

/** Words that make n8n's exceptions throw their text away for a ready-made one. */
const SWAPPED = [
	'ECONNREFUSED',
	'ECONNRESET',
	'ENOTFOUND',
	'ETIMEDOUT',
	'EPIPE',
	'ENOENT',
	'EACCES',
	'EEXIST',
	'EISDIR',
	'ENOTEMPTY',
	'a preEEXISTing condition',
	'getaddrinfo',
	'ERR_BAD_REQUEST',
];

describe("remote text that contains n8n's trigger words", () => {
	it.each(SWAPPED)('is told as it is: %s', (words) => {
		const fault = status(500, `Upstream said ${words} twice`);
		const error = toNodeApiError(node, fault, `Could not get the job "${words}"`);
		expect(error.message).toBe(
			`Could not get the job "${words}": AgentsCode is not able to answer right now (HTTP 500): Upstream said ${words} twice`,
		);
		expect(error.description).toBe('Try again later.');
	});
});

it('never has the word by which n8n takes an execution for stopped, but where it was', () => {
	const refused = toNodeApiError(node, status(400, 'canceled'), 'Could not get "canceled"');
	expect(refused.message).not.toContain('canceled');
	const stopped = toNodeApiError(node, { kind: 'aborted', sent: true, message: '' }, 'Could not');
	expect(stopped.message).toBe('Could not: the execution was canceled');
});
