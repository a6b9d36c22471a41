import { createApi, type AgentsCodeApi } from '../../../nodes/AgentsCode/api/client';
import { failure, success } from '../../../nodes/AgentsCode/api/result';
import type { RequestContext } from '../../../nodes/AgentsCode/api/transport';
import { followJob } from '../../../nodes/AgentsCode/jobs/followJob';
import { VirtualClock } from '../../support/virtualClock';

const SECOND = 1000;

describe('a look at a service that asks to be left alone', () => {
	/** A service that is down until then, and says so. */
	async function follow(downUntilMs: number, deadlineAt: number) {
		const clock = new VirtualClock();
		const lookedAt: number[] = [];
		const api = {
			lookAtJob: async () => {
				lookedAt.push(clock.now());
				const leftMs = downUntilMs - clock.now();
				return leftMs > 0
					? failure({ kind: 'status', httpStatus: 503, message: '', retryAfterMs: leftMs })
					: success({ jobId: 'j', status: 'completed' });
			},
		} as unknown as AgentsCodeApi;
		const ref = { agentId: 'a', jobId: 'j' };
		const options = { clock, random: () => 0.5, startedAtMs: 0, lookAtOnce: false, deadlineAt };
		const { outcome } = await clock.run(followJob(api, ref, options));
		return { outcome, lookedAt };
	}

	it('comes when it asked for', async () => {
		const { outcome, lookedAt } = await follow(140 * SECOND, 600 * SECOND);
		expect(outcome).toBe('finished');
		expect(lookedAt).toEqual([895, 140 * SECOND]);
	});

	it('comes at the deadline, where that is sooner', async () => {
		const { outcome, lookedAt } = await follow(3600 * SECOND, 600 * SECOND);
		expect(outcome).toBe('timedOut');
		expect(lookedAt).toEqual([895, 600 * SECOND]);
	});

	it('is not hurried by a service that asks for next to nothing', async () => {
		const { lookedAt } = await follow(896, 600 * SECOND);
		expect(lookedAt[1]).toBeGreaterThan(895 + 375);
	});
});

describe('a read', () => {
	/** Reads the balance from a service that answers with these statuses, then with the balance. */
	async function read(statuses: number[], retryAfterS: number, patienceMs = 60 * SECOND) {
		const clock = new VirtualClock();
		const askedAt: number[] = [];
		const answer = async () => {
			const statusCode = statuses[askedAt.push(clock.now()) - 1] ?? 200;
			const headers = statusCode === 200 ? {} : { 'retry-after': String(retryAfterS) };
			return { statusCode, headers, body: '{"available":1,"used":2}' };
		};
		const context = {
			getNode: () => ({}),
			getCredentials: async () => ({ apiKey: 'k', baseUrl: 'http://service.test/v1' }),
			helpers: { httpRequestWithAuthentication: answer },
		} as unknown as RequestContext;
		const api = await createApi(context, { clock, random: () => 0, patienceMs });
		const { ok } = await clock.run(api.getBalance());
		return { ok, askedAt };
	}

	it('is sent again when the service asked for', async () => {
		expect(await read([503, 503], 5)).toEqual({ ok: true, askedAt: [0, 5000, 10_000] });
	});

	it('is sent a last time at the end of its patience', async () => {
		expect(await read([503], 300, 10_000)).toEqual({ ok: true, askedAt: [0, 10_000] });
	});

	it('is told at once as refused where a 429 asks for more time than there is', async () => {
		const { ok, askedAt } = await read([429], 300, 10_000);
		expect([ok, askedAt]).toEqual([false, [0]]);
	});
});
