import { holdCredential, type Credential } from '../../../nodes/AgentsCode/api/credential';
import { judgeStart } from '../../../nodes/AgentsCode/api/retry';
import { sendRequest } from '../../../nodes/AgentsCode/api/transport';
import { contextAnswering } from '../../support/requestContext';

const START = {
	method: 'POST' as const,
	url: 'http://service.test/v1/agents/a/start',
	timeoutMs: 1000,
	limitMs: 1000,
};

/** What became of a start, and how many requests n8n was asked to send for it. */
async function send(read: () => Promise<Credential>, signal?: AbortSignal) {
	let sent = 0;
	const answered = async () => {
		sent++;
		return { statusCode: 200, headers: {}, body: '{}' };
	};
	const context = contextAnswering(answered, { getExecutionCancelSignal: () => signal });
	const answer = await sendRequest(context, START, holdCredential(read, { now: () => 0 }));
	return { verdict: answer.ok ? undefined : judgeStart(answer.fault), sent };
}

const sound = async () => ({ baseUrl: 'http://service.test/v1', apiKey: 'key' });

it.each<[string, () => Promise<Credential>, AbortSignal | undefined, string]>([
	[
		'whose credential can not be read',
		async () => {
			throw new Error('The vault is sealed');
		},
		undefined,
		'notStarted',
	],
	[
		'whose address has become none',
		async () => ({ baseUrl: 'service', apiKey: 'key' }),
		undefined,
		'refused',
	],
	['that was stopped before it was sent', sound, AbortSignal.abort(), 'refused'],
])('a start %s was not made, and is not called unclear', async (_, read, signal, verdict) => {
	expect(await send(read, signal)).toEqual({ verdict, sent: 0 });
});
