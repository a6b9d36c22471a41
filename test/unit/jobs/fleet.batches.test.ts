import fc from 'fast-check';
import { createFleet } from '../../../nodes/AgentsCode/jobs/fleet';
import { createSchedule } from '../../../nodes/AgentsCode/jobs/schedule';
import { waitFor } from '../../../nodes/AgentsCode/jobs/waiter';
import { createRandom } from '../../support/random';
import { mean } from '../../bench/statistics';
import { VirtualClock } from '../../support/virtualClock';
import { alike } from './fleets';

interface Batch {
	/** How long each job takes, in the order in which they are started. */
	lengthsMs: number[];
	/** So many are under way at once; as one ends, the next is started. */
	atOnce: number;
	/** Whether jobs learn from each other. */
	isShared: boolean;
}

/** Plays a batch of jobs with progress in whole percents and requests of 6 to 14 ms. */
async function play({ lengthsMs, atOnce, isShared }: Batch) {
	const random = createRandom(lengthsMs.length);
	const clock = new VirtualClock();
	const common = createFleet();
	const waiting = [...lengthsMs];
	const looks: number[] = [];
	const latenessMs: number[] = [];

	const follow = async (lengthMs: number) => {
		const startedAt = clock.now();
		const fleet = isShared ? common : createFleet();
		const schedule = createSchedule({ random, fleet });
		const end = await waitFor({
			clock,
			deadlineAt: Infinity,
			firstDelayMs: schedule.firstDelayMs(),
			look: async () => {
				await clock.sleep(3 + 4 * random());
				const percent = Math.floor((100 * (clock.now() - startedAt)) / lengthMs);
				await clock.sleep(3 + 4 * random());
				return percent;
			},
			acceptors: [{ verdict: 'success', matches: (percent) => percent >= 100 }],
			nextDelayMs: (progress) => schedule.nextDelayMs({ ageMs: clock.now() - startedAt, progress }),
			respiteMs: () => schedule.respiteMs(clock.now() - startedAt),
		});
		fleet.finished(clock.now() - startedAt);
		looks.push(end.looks);
		latenessMs.push(clock.now() - startedAt - lengthMs);
	};
	const worker = async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await follow(next);
	};
	await clock.run(Promise.all(Array.from({ length: atOnce }, worker)));
	return { looksPerJob: mean(looks), meanLatenessMs: mean(latenessMs), jobs: looks.length };
}

describe('jobs of one agent that take equally long', () => {
	it.each([
		[10, 10, 5000, 2.5],
		[200, 50, 5000, 1.5],
		[200, 20, 2000, 1.2],
		[100, 20, 30_000, 2.5],
	])(
		'%d of them, %d at once, of %d ms take at most %d looks each',
		async (count, atOnce, ms, most) => {
			const batch = { lengthsMs: alike(count, ms), atOnce };
			const alone = await play({ ...batch, isShared: false });
			const together = await play({ ...batch, isShared: true });
			expect(together.looksPerJob).toBeLessThanOrEqual(most);
			expect(together.looksPerJob).toBeLessThan(alone.looksPerJob);
			expect(together.meanLatenessMs).toBeLessThan(Math.max(300, ms * 0.05));
		},
	);
});

describe('jobs of one agent that differ', () => {
	it('are looked at as if each were alone', async () => {
		const random = createRandom(3);
		const lengthsMs = alike(200, 0).map(() => 2000 + 6000 * random());
		const alone = await play({ lengthsMs, atOnce: 50, isShared: false });
		const together = await play({ lengthsMs, atOnce: 50, isShared: true });
		expect(together.looksPerJob).toBeCloseTo(alone.looksPerJob, 1);
		expect(together.meanLatenessMs).toBeLessThan(alone.meanLatenessMs * 1.1);
	});

	it('are all found, whatever their lengths', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 40 }),
				fc.integer({ min: 1, max: 10 }),
				async (lengthsMs, atOnce) => {
					const { jobs } = await play({ lengthsMs, atOnce, isShared: true });
					expect(jobs).toBe(lengthsMs.length);
				},
			),
			{ numRuns: 30 },
		);
	});
});
