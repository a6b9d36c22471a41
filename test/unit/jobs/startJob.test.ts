import type { StoppableClock } from '../../../nodes/AgentsCode/api/clock';
import type { Fault } from '../../../nodes/AgentsCode/api/result';
import { startJob } from '../../../nodes/AgentsCode/jobs/startJob';
import { network, ScriptedApi, status, UNREADABLE, type Script } from '../../support/scriptedApi';
import { VirtualClock } from '../../support/virtualClock';

const JOB = { jobId: 'j1', status: 'queued' };

async function start(
	starts: Script['starts'],
	deadlineAt = 600_000,
	prepare?: (c: VirtualClock) => void,
) {
	const api = new ScriptedApi({ starts });
	const clock = new VirtualClock();
	prepare?.(clock);
	const options = { deadlineAt, clock: clock as unknown as StoppableClock, random: () => 0.5 };
	const outcome = await clock.run(startJob(api, 'a1', { input: 'text' }, options));
	return { outcome, posts: api.starts.length, tookMs: clock.now() };
}

describe('startJob', () => {
	it('gives the job, and when it was started', async () => {
		expect(await start([JOB])).toEqual({
			outcome: { outcome: 'started', job: JOB, startedAtMs: 0 },
			posts: 1,
			tookMs: 0,
		});
	});

	it.each<[string, Fault]>([
		['500', status(500)],
		['503', status(503)],
		['408', status(408)],
		['409', status(409)],
		['a redirect', status(302)],
		['a reset', network('ECONNRESET')],
		['a time-out', network('ECONNABORTED')],
		['a time-out of the system', network('ETIMEDOUT')],
		['a host that is not in reach', network('EHOSTUNREACH')],
		['a fault without a code', { kind: 'network', message: 'odd' }],
		['an answer that can not be read', UNREADABLE],
		['a stop in mid-request', { kind: 'aborted', sent: true, message: '' }],
	])('sends nothing again after %s', async (_, fault) => {
		const { outcome, posts } = await start([{ fault }, JOB]);
		expect(outcome).toEqual({ outcome: 'unclear', fault });
		expect(posts).toBe(1);
	});

	it.each<[string, Fault]>([
		['400', status(400)],
		['401', status(401)],
		['402', status(402)],
		['403', status(403)],
		['404', status(404)],
		['422', status(422)],
		['a certificate that has expired', network('CERT_HAS_EXPIRED')],
		['a stop before it was sent', { kind: 'aborted', sent: false, message: '' }],
	])('takes %s for a refusal, and does not insist', async (_, fault) => {
		const { outcome, posts } = await start([{ fault }, JOB]);
		expect(outcome).toEqual({ outcome: 'refused', fault });
		expect(posts).toBe(1);
	});

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('sends again after %s', async (code) => {
		const fault = network(code);
		const { outcome, posts, tookMs } = await start([{ fault }, { fault }, JOB]);
		expect(outcome).toEqual({ outcome: 'started', job: JOB, startedAtMs: Math.round(tookMs) });
		expect(posts).toBe(3);
		expect(tookMs).toBeGreaterThanOrEqual(1000);
	});

	it('sends five times at most where nobody answers', async () => {
		const fault = network('ECONNREFUSED');
		const { outcome, posts } = await start([{ fault }]);
		expect(outcome).toEqual({ outcome: 'refused', fault });
		expect(posts).toBe(5);
	});

	it('gives up at once where the rate limit outlasts the deadline', async () => {
		const fault = { ...status(429), retryAfterMs: 700_000 } as Fault;
		const { outcome, posts, tookMs } = await start([{ fault }, JOB]);
		expect(outcome).toEqual({ outcome: 'refused', fault });
		expect([posts, tookMs]).toEqual([1, 0]);
	});

	it('sends nothing after the deadline', async () => {
		const fault = network('ECONNREFUSED');
		const { outcome, posts, tookMs } = await start([{ fault }], 1000);
		expect(outcome).toEqual({ outcome: 'refused', fault });
		expect(posts).toBe(2);
		expect(tookMs).toBeLessThan(1000);
	});

	it('stops insisting as soon as it knows no more for sure', async () => {
		const { outcome, posts } = await start([
			{ fault: network('ECONNREFUSED') },
			{ fault: network('ECONNRESET') },
			JOB,
		]);
		expect(outcome).toMatchObject({ outcome: 'unclear' });
		expect(posts).toBe(2);
	});

	it('sends nothing after a stop', async () => {
		const fault = network('ECONNREFUSED');
		const { outcome, posts } = await start([{ fault }, JOB], 600_000, (clock) =>
			clock.after(100, () => clock.abort()),
		);
		expect(outcome).toEqual({ outcome: 'refused', fault });
		expect(posts).toBe(1);
	});
});
