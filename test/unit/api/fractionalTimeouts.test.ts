import { holdCredential } from '../../../nodes/AgentsCode/api/credential';
import { openRequestSignal } from '../../../nodes/AgentsCode/api/requestSignal';
import { sendRequest, type RequestContext } from '../../../nodes/AgentsCode/api/transport';

const CREDENTIAL = holdCredential(async () => ({}), { now: () => 0 });
const READ = { method: 'GET' as const, url: 'http://service.test/v1/agents' };

/** A node whose requests are answered with an empty list. */
function contextWith(more: Partial<RequestContext> = {}): RequestContext {
	const answer = async () => ({ statusCode: 200, headers: {}, body: '[]' });
	return {
		getNode: () => ({}),
		helpers: { httpRequestWithAuthentication: answer },
		...more,
	} as unknown as RequestContext;
}

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
	expect(await sendRequest(contextWith(), request, CREDENTIAL)).toEqual({ ok: true, value: [] });
});

it('a request whose end can not be arranged is a fault, not an exception', async () => {
	const getExecutionCancelSignal = () => {
		throw new Error('no signal today');
	};
	const request = { ...READ, timeoutMs: 1000, limitMs: 1000 };
	const answer = await sendRequest(contextWith({ getExecutionCancelSignal }), request, CREDENTIAL);
	expect(answer).toMatchObject({ ok: false, fault: { message: 'no signal today' } });
});
