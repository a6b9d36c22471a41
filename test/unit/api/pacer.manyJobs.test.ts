import { createGate } from '../../../nodes/AgentsCode/api/gate';
import { createPacer } from '../../../nodes/AgentsCode/api/pacer';
import { failure, success } from '../../../nodes/AgentsCode/api/result';
import { createSchedule } from '../../../nodes/AgentsCode/jobs/schedule';
import { waitFor } from '../../../nodes/AgentsCode/jobs/waiter';
import { LimitedService, type Limit } from '../../support/limitedService';
import { createRandom } from '../../support/random';
import { VirtualClock } from '../../support/virtualClock';

describe('many jobs under a limit, through the gate', () => {
	const JOB_MS = 2000;

	async function run(jobs: number, limit: Limit, seed: number) {
		const random = createRandom(seed);
		const clock = new VirtualClock(1_800_000_000_000 + Math.floor(random() * 1000));
		const service = new LimitedService(clock, limit, () => 3 + 4 * random());
		const gate = createGate(clock, createPacer({ random }));
		const startsAtMs = clock.now();
		const deadlineAt = startsAtMs + 600_000;
		let started = 0;

		const ask = async <T>(serve: () => T) => {
			const result = await gate.pass(async () => {
				const answer = await service.request(serve);
				if (answer) return success(answer.value);
				const { retryAfterMs } = limit;
				return failure({ kind: 'status', httpStatus: 429, message: '', retryAfterMs });
			}, deadlineAt);
			if (!result.ok) throw new Error(`${result.fault.kind}: ${result.fault.message}`);
			return result.value;
		};

		const runOne = async () => {
			const endsAt = await ask(() => {
				started++;
				return clock.now() + JOB_MS;
			});
			const startedAt = clock.now();
			const schedule = createSchedule({ random });
			return await waitFor({
				clock,
				deadlineAt,
				firstDelayMs: schedule.firstDelayMs(),
				look: () => ask(() => 1 - (endsAt - clock.now()) / JOB_MS),
				acceptors: [{ verdict: 'success', matches: (fraction) => fraction >= 1 }],
				nextDelayMs: (fraction) =>
					schedule.nextDelayMs({
						ageMs: clock.now() - startedAt,
						progress: Math.floor(fraction * 100),
					}),
			});
		};

		const ends = await clock.run(Promise.all(Array.from({ length: jobs }, runOne)));
		const { passed, refused } = service;
		const wallMs = clock.now() - startsAtMs;
		return { ends, started, passed, refused, wallMs, leastMs: (passed / limit.perSecond) * 1000 };
	}

	const limits: Limit[] = (['sliding', 'fixed'] as const).flatMap((window) =>
		[1000, undefined].map((retryAfterMs) => ({ perSecond: 8, window, retryAfterMs })),
	);

	it.each(limits)(
		'30 jobs of 2 s, $perSecond a second, $window window, Retry-After $retryAfterMs',
		async (limit) => {
			for (const seed of [1, 2, 3, 4, 5]) {
				const { ends, started, refused, wallMs, leastMs } = await run(30, limit, seed);
				expect(ends.every(({ outcome }) => outcome === 'succeeded')).toBe(true);
				expect(started).toBe(30);
				expect(refused).toBeLessThan(40);
				expect(wallMs).toBeLessThan(1.35 * leastMs + JOB_MS);
			}
		},
	);

	it.each([1, 3, 40])('200 jobs, %d a second', async (perSecond) => {
		const limit: Limit = { perSecond, window: 'sliding', retryAfterMs: 1000 };
		const { ends, started, refused, passed, wallMs, leastMs } = await run(200, limit, 7);
		expect(ends.every(({ outcome }) => outcome === 'succeeded')).toBe(true);
		expect(started).toBe(200);
		expect(refused).toBeLessThan(32 + passed / 5);
		expect(wallMs).toBeLessThan(1.5 * leastMs + JOB_MS);
	});
});
