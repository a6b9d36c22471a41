import fc from 'fast-check';
import { createFleet } from '../../../nodes/AgentsCode/jobs/fleet';
import { createSchedule } from '../../../nodes/AgentsCode/jobs/schedule';
import { waitFor } from '../../../nodes/AgentsCode/jobs/waiter';
import { createRandom } from '../../support/random';
import { mean } from '../../bench/statistics';
import { VirtualClock } from '../../support/virtualClock';
import { fleetExpecting, guessAt } from './fleets';

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

function alike(count: number, lengthMs: number): number[] {
	return Array.from({ length: count }, () => lengthMs);
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

describe('an agreed end', () => {
	it.each<[string, number[], number | undefined]>([
		['no guesses', [], undefined],
		['three guesses', [100, 100, 100], undefined],
		['four that agree', [100, 101, 102, 103], 102],
		['one in four that differs', [100, 100, 100, 120], undefined],
		['one in ten that differs', [...alike(9, 100), 500], 100],
		['two in ten that differ', [...alike(8, 100), 500, 500], undefined],
	])('%s', (_, endsMs, agreedMs) => {
		expect(fleetExpecting(...endsMs).agreedEnd()).toBe(agreedMs);
	});

	it.each<[string, Array<[number, number, number]>, number]>([
		[
			'lies where no guess rules it out',
			[
				[95, 100, 103],
				[97, 100, 105],
				[101, 103, 105],
			],
			101,
		],
		[
			'is the middle of guesses that rule each other out',
			[
				[98, 99, 100],
				[101, 102, 103],
			],
			100.5,
		],
		[
			'is the median where all guesses allow it',
			[
				[90, 99, 110],
				[90, 101, 110],
				[90, 100, 110],
			],
			100,
		],
	])('%s', (_, spans, agreedMs) => {
		const fleet = createFleet();
		const guesses = spans.map(([earliestMs, endMs, latestMs]) => ({ earliestMs, endMs, latestMs }));
		for (const guess of [...guesses, ...guesses]) fleet.expect({}, guess);
		expect(fleet.agreedEnd()).toBe(agreedMs);
	});

	it('goes by what was known of each job at first', () => {
		const fleet = fleetExpecting(100, 100, 100);
		const job = {};
		fleet.expect(job, guessAt(100));
		fleet.expect(job, guessAt(200));
		expect(fleet.agreedEnd()).toBe(100);
	});

	it('is told by the latest 64 jobs', () => {
		const fleet = fleetExpecting(...alike(500, 200), ...alike(57, 100));
		expect(fleet.agreedEnd()).toBeUndefined();
		fleet.expect({}, guessAt(100));
		expect(fleet.agreedEnd()).toBe(100);
	});

	it('has nothing to do with how long finished jobs took', () => {
		const fleet = createFleet();
		for (const durationMs of [300, 100, 200, 400]) fleet.finished(durationMs);
		expect(fleet.agreedEnd()).toBeUndefined();
		expect(fleet.quickestMs()).toBe(100);
	});
});

describe('jobs that look alike at first and are looked at again', () => {
	it.each<[string, Array<number | undefined>, number | undefined]>([
		['are taken as they looked at first while only one was', [120], 100],
		['agree on what the later looks tell', [120, 121], 121],
		['do not agree when later looks differ', [100, 104], undefined],
		['do not agree when one changes its pace', [100, 100, undefined], undefined],
		['agree when one in ten changes its pace', [...alike(9, 100), undefined], 100],
		['do not agree when none keeps its pace', [undefined, undefined], undefined],
	])('%s', (_, checkedMs, agreedMs) => {
		const fleet = fleetExpecting(...alike(20, 100));
		for (const endMs of checkedMs)
			fleet.check({}, endMs === undefined ? undefined : guessAt(endMs, 1));
		expect(fleet.agreedEnd()).toBe(agreedMs);
	});

	it('agree on nothing when they did not look alike', () => {
		const fleet = fleetExpecting(100, 200, 300, 400);
		for (let job = 0; job < 4; job++) fleet.check({}, guessAt(100));
		expect(fleet.agreedEnd()).toBeUndefined();
	});

	it('say no more once one has ended much sooner', () => {
		const fleet = fleetExpecting(...alike(20, 100));
		for (let job = 0; job < 4; job++) fleet.check({}, guessAt(100));
		fleet.finished(90);
		expect(fleet.agreedEnd()).toBeUndefined();
	});
});
