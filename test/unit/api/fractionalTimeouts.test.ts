import { holdCredential } from '../../../nodes/AgentsCode/api/credential';
import { openRequestSignal } from '../../../nodes/AgentsCode/api/requestSignal';
import { sendRequest } from '../../../nodes/AgentsCode/api/transport';
import { contextAnswering } from '../../support/requestContext';

const CREDENTIAL = holdCredential(async () => ({ baseUrl: 'http://service.test/v1' }), {
	now: () => 0,
});
const READ = { method: 'GET' as const, url: 'http://service.test/v1/agents' };

const emptyList = async () => ({ statusCode: 200, headers: {}, body: '[]' });

it.each([
	{ beginMs: 30_000, limitMs: 33_333.25 },
	{ beginMs: 8123.456, limitMs: 60_000 },
])('a bound with a fraction of a millisecond is kept: %p', (bounds) => {
	const ending = openRequestSignal(bounds);
	expect(ending.signal.aborted).toBe(false);
	ending.release();
});

it('a request is sent with whatever time is left for it', async () => {
	const request = { ...READ, timeoutMs: 100 / 3, limitMs: 100_000 / 3 };
	const answer = await sendRequest(contextAnswering(emptyList), request, CREDENTIAL);
	expect(answer).toEqual({ ok: true, value: [] });
});

it('a request whose end can not be arranged is a fault, not an exception', async () => {
	const getExecutionCancelSignal = () => {
		throw new Error('no signal today');
	};
	const request = { ...READ, timeoutMs: 1000, limitMs: 1000 };
	const context = contextAnswering(emptyList, { getExecutionCancelSignal });
	const answer = await sendRequest(context, request, CREDENTIAL);
	expect(answer).toMatchObject({ ok: false, fault: { message: 'no signal today' } });
});
