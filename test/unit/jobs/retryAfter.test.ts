import type { AgentsCodeApi } from '../../../nodes/AgentsCode/api/client';
import { failure, success } from '../../../nodes/AgentsCode/api/result';
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
