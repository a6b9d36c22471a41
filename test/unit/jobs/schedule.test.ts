import fc from 'fast-check';
import { createSchedule } from '../../../nodes/AgentsCode/jobs/schedule';

const slowest = () => 0.999_999;
const quickest = () => 0;

describe('the first look', () => {
	it.each<[string, number[] | undefined, number]>([
		['nothing known', undefined, 750],
		['no job finished yet', [], 750],
		['earlier jobs took long', [60_000, 5000], 750],
		['earlier jobs were quick', [60_000, 500], 485],
		['earlier jobs took no time', [10], 250],
		['nonsense', [NaN, Infinity], 750],
	])('%s', (_, earlierDurationsMs, delayMs) => {
		expect(createSchedule({ random: slowest, earlierDurationsMs }).firstDelayMs()).toBe(delayMs);
	});
});

describe('a fixed interval', () => {
	it('replaces all reckoning', () => {
		const schedule = createSchedule({ random: slowest, pollIntervalMs: 2500 });
		expect(schedule.firstDelayMs()).toBe(2500);
		for (const progress of [undefined, 0, 50, 99, 100]) {
			expect(schedule.nextDelayMs({ ageMs: 9999, progress })).toBe(2500);
		}
	});
});

describe('without progress', () => {
	it.each([
		[750, 250],
		[2000, 300],
		[10_000, 1500],
		[100_000, 15_000],
		[200_000, 30_000],
		[1_000_000, 30_000],
	])('at %d ms of age the delay is at most %d ms', (ageMs, longestMs) => {
		const next = (random: () => number) => createSchedule({ random }).nextDelayMs({ ageMs });
		expect(next(slowest)).toBeLessThanOrEqual(longestMs);
		expect(next(slowest)).toBeGreaterThan(longestMs * 0.99);
		expect(next(quickest)).toBe(Math.max(250, longestMs * 0.9));
	});

	it.each(['57', '57 %', null, NaN, -1, 101, Infinity, {}, [50], true])(
		'%p counts as absent',
		(progress) => {
			const delayMs = createSchedule({ random: quickest }).nextDelayMs({ ageMs: 10_000, progress });
			expect(delayMs).toBe(1350);
		},
	);

	it.each([
		['doubles its age while earlier jobs all took longer', 10_000, 10_000],
		['goes no further than they took', 80_000, 17_000],
		['goes on as ever once it is older', 98_000, 13_230],
		['waits no longer than 30 s', 40_000, 30_000],
	])('%s', (_, ageMs, delayMs) => {
		const earlierDurationsMs = [130_000, 100_000];
		const schedule = createSchedule({ random: quickest, earlierDurationsMs });
		expect(schedule.nextDelayMs({ ageMs })).toBeCloseTo(delayMs);
	});
});

describe('while progress stays at zero', () => {
	it.each([
		[1000, 350],
		[5000, 1750],
		[15_000, 3500],
		[60_000, 9000],
		[1_000_000, 30_000],
	])('at %d ms of age the delay is at most %d ms', (ageMs, longestMs) => {
		const schedule = createSchedule({ random: slowest });
		expect(schedule.nextDelayMs({ ageMs, progress: 0 })).toBeCloseTo(longestMs, 0);
	});
});

describe('when progress moves', () => {
	type Step = [ageMs: number, progress: unknown];

	function delayAfter(steps: Step[]): number {
		const schedule = createSchedule({ random: quickest });
		const delays = steps.map(([ageMs, progress]) => schedule.nextDelayMs({ ageMs, progress }));
		return delays[delays.length - 1];
	}

	it.each<[string, Step[], number]>([
		['aims a little past a near end', [[750, 25]], 2250 + 40 + 15],
		['looks half-way to a distant one', [[750, 15]], 2125],
		[
			'aims once a second sample agrees',
			[
				[750, 15],
				[2900, 58],
			],
			2100 + 40 + 25,
		],
		['leaps to no more than five times the age', [[750, 1.2]], 3000],
		['leaps at most 30 s at first', [[10_000, 1]], 30_000],
		['leaps at most its own age later', [[300_000, 1]], 300_000],
		[
			'believes the new pace of a job that was queued',
			[
				[2000, 0],
				[4000, 50.5],
			],
			0,
		],
		[
			'looks at once when the end is due',
			[
				[750, 10],
				[7490, 99.9],
			],
			250,
		],
		[
			'keeps its distance on long jobs',
			[
				[60_000, 10],
				[600_000, 99.99],
			],
			12_000,
		],
	])('%s', (_, steps, delayMs) => {
		if (delayMs > 0) expect(delayAfter(steps)).toBeCloseTo(delayMs, 0);
		else expect(delayAfter(steps)).toBeLessThan(2100);
	});

	it('takes a job that speeds up or slows down in small steps', () => {
		expect(
			delayAfter([
				[1000, 5],
				[5000, 50],
			]),
		).toBeLessThanOrEqual(1250);
		expect(
			delayAfter([
				[10_000, 50],
				[20_000, 55],
			]),
		).toBeLessThanOrEqual(5000);
	});

	it.each<[string, Step[], number]>([
		[
			'stands still',
			[
				[10_000, 40],
				[30_000, 40],
			],
			0.15 * 20_000 * 0.9,
		],
		[
			'is full, yet the job goes on',
			[
				[10_000, 40],
				[25_000, 100],
			],
			0.02 * 25_000,
		],
		[
			'stays full',
			[
				[25_000, 100],
				[45_000, 100],
			],
			0.15 * 20_000 * 0.9,
		],
		[
			'runs backwards',
			[
				[10_000, 40],
				[20_000, 30],
			],
			0.15 * 20_000 * 0.9,
		],
		[
			'falls back to zero',
			[
				[10_000, 40],
				[20_000, 0],
			],
			0.15 * 20_000 * 0.9,
		],
		[
			'disappears',
			[
				[10_000, 40],
				[20_000, undefined],
			],
			0.15 * 20_000 * 0.9,
		],
	])('grows slowly again when it %s', (_, steps, delayMs) => {
		expect(delayAfter(steps)).toBeCloseTo(delayMs);
	});
});

describe('whatever a service reports', () => {
	const progress = fc.oneof(
		fc.integer({ min: 0, max: 100 }),
		fc.double(),
		fc.constantFrom(undefined, null, '50', NaN, -3, 250),
	);
	const reports = fc.array(progress, { minLength: 1, maxLength: 40 });

	it('delays are finite and within bounds', () => {
		fc.assert(
			fc.property(
				reports,
				fc.array(fc.double({ min: 0, max: 1e7, noNaN: true })),
				fc.double({ min: 0, max: 0.999, noNaN: true }),
				(each, earlierDurationsMs, random) => {
					const schedule = createSchedule({ random: () => random, earlierDurationsMs });
					let ageMs = schedule.firstDelayMs();
					expect(ageMs).toBeGreaterThanOrEqual(250);
					for (const report of each) {
						const delayMs = schedule.nextDelayMs({ ageMs, progress: report });
						expect(delayMs).toBeGreaterThanOrEqual(250);
						expect(delayMs).toBeLessThanOrEqual(Math.max(30_000, ageMs));
						expect(delayMs).toBeLessThanOrEqual(Math.max(250, 4 * ageMs));
						ageMs += delayMs;
					}
				},
			),
		);
	});

	it('an age that makes no sense is survived', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.double(), progress), { maxLength: 20 }), (looks) => {
				const schedule = createSchedule({ random: Math.random });
				for (const [ageMs, report] of looks) {
					const delayMs = schedule.nextDelayMs({ ageMs, progress: report });
					expect(Number.isFinite(delayMs)).toBe(true);
					expect(delayMs).toBeGreaterThanOrEqual(250);
				}
			}),
		);
	});

	it('a job of an hour is looked at no more than 350 times', () => {
		fc.assert(
			fc.property(reports, (each) => {
				const schedule = createSchedule({ random: quickest });
				let looks = 0;
				for (let ageMs = schedule.firstDelayMs(); ageMs < 3_600_000; looks++) {
					ageMs += schedule.nextDelayMs({ ageMs, progress: each[looks % each.length] });
				}
				expect(looks).toBeLessThan(350);
			}),
		);
	});
});
