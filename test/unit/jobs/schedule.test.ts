import fc from 'fast-check';
import { createFleet, type Fleet } from '../../../nodes/AgentsCode/jobs/fleet';
import { createSchedule } from '../../../nodes/AgentsCode/jobs/schedule';

const slowest = () => 0.999_999;
const quickest = () => 0;

/** The shortest delay so long after the last that is known: 15 %, and the answer takes 50 ms itself. */
const blind = (passedMs: number) => 0.9 * (0.15 * passedMs - 50);

/** A fleet in which jobs have taken so long. */
function fleetOf(...durationsMs: number[]): Fleet {
	const fleet = createFleet();
	for (const durationMs of durationsMs) fleet.finished(durationMs);
	return fleet;
}

/** A fleet whose members expect their ends at these ages. */
function fleetExpecting(...endsMs: number[]): Fleet {
	const fleet = createFleet();
	for (const endMs of endsMs) fleet.expect({}, endMs);
	return fleet;
}

describe('the first look', () => {
	it.each<[string, Fleet | undefined, number]>([
		['nothing known', undefined, 895],
		['no job seen yet', fleetOf(), 895],
		['earlier jobs took long', fleetOf(60_000, 5000), 895],
		['earlier jobs were quick', fleetOf(60_000, 500), 485],
		['earlier jobs took no time', fleetOf(10), 250],
		['others agree on their end', fleetExpecting(5000, 5100, 4900, 5050), 5050 * 1.01 + 20],
		['others agree on a distant end', fleetExpecting(2e6, 2e6, 2e6, 2e6), 30_000],
		['too few others agree', fleetExpecting(5000, 5000, 5000), 895],
		['others differ', fleetExpecting(5000, 5000, 9000, 2000), 895],
	])('%s', (_, fleet, delayMs) => {
		expect(createSchedule({ random: slowest, fleet }).firstDelayMs()).toBeCloseTo(delayMs);
	});
});

describe('a first look that is due', () => {
	it.each<[string, Fleet, number, number]>([
		['is taken while nothing is known', fleetOf(), 895, 0],
		['waits for the near end on which others agree', fleetExpecting(5e3, 5e3, 5e3, 5e3), 895, 4175],
		['is taken when that end is far', fleetExpecting(3e4, 3e4, 3e4, 3e4), 895, 0],
		['is taken when that end is due', fleetExpecting(900, 900, 900, 900), 895, 0],
		['is taken while too few agree', fleetExpecting(5e3, 5e3, 5e3), 895, 0],
		['is taken where they differ', fleetExpecting(5e3, 5e3, 2e3, 9e3), 895, 0],
	])('%s', (_, fleet, ageMs, respiteMs) => {
		expect(createSchedule({ random: slowest, fleet }).respiteMs(ageMs)).toBeCloseTo(respiteMs);
	});

	it('is taken at a fixed interval, whatever others show', () => {
		const fleet = fleetExpecting(5e3, 5e3, 5e3, 5e3);
		const schedule = createSchedule({ random: slowest, fleet, pollIntervalMs: 1000 });
		expect(schedule.respiteMs(1000)).toBe(0);
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
		[3000, 400],
		[10_000, 1450],
		[100_000, 14_950],
		[200_000, 29_950],
		[201_000, 30_000],
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
			expect(delayMs).toBe(blind(10_000));
		},
	);

	it.each([
		['doubles its age while earlier jobs all took longer', 10_000, 10_000],
		['goes no further than they took', 80_000, 17_000],
		['goes on as ever once it is older', 98_000, blind(98_000)],
		['waits no longer than 30 s', 40_000, 30_000],
	])('%s', (_, ageMs, delayMs) => {
		const fleet = fleetOf(130_000, 100_000);
		const schedule = createSchedule({ random: quickest, fleet });
		expect(schedule.nextDelayMs({ ageMs })).toBeCloseTo(delayMs);
	});
});

describe('while progress stays at zero', () => {
	it.each([
		[1000, 350],
		[5000, 1750],
		[15_000, 3500],
		[60_000, 8950],
		[1_000_000, 30_000],
	])('at %d ms of age the delay is at most %d ms', (ageMs, longestMs) => {
		const schedule = createSchedule({ random: slowest });
		expect(schedule.nextDelayMs({ ageMs, progress: 0 })).toBeCloseTo(longestMs, 0);
	});
});

describe('when progress moves', () => {
	/** Plays looks written as "age:progress age:progress …" and gives the delay after the last one. */
	function delayAfter(looks: string): number {
		const schedule = createSchedule({ random: quickest });
		const delays = looks.split(' ').map((look) => {
			const [age, progress] = look.split(':');
			return schedule.nextDelayMs({
				ageMs: Number(age),
				progress: progress === '-' ? undefined : Number(progress),
			});
		});
		return delays[delays.length - 1];
	}

	it.each([
		['aims a little past a near end', '750:25', 2220 * 1.005 + 10],
		['looks half-way to a distant end', '750:15', 4168 / 2],
		[
			'aims at the last possible end once a second sample agrees',
			'750:15 2900:58',
			2100 * 1.005 + 10,
		],
		[
			'looks where a percent is full if the middle of what is open is the end',
			'4000:10 20000:50',
			0.75 * ((2_000_000 / 51 + 40_000) / 2) - 20_000,
		],
		[
			'aims a little past the guess when no such place is left',
			'20000:50 38700:97',
			(3_870_000 / 97.25 - 38_700) * 1.02 + 40,
		],
		['leaps from one sample to no more than four times its age', '750:1.2', 2250],
		['leaps from several to no more than five times', '1000:0.5 1500:0.75', 6000],
		['leaps at most 30 s at first', '10000:1', 30_000],
		['leaps at most its own age later', '300000:1', 300_000],
		['goes in small steps when a job speeds up', '1000:5 5000:50', 1250],
		['goes in small steps when a job slows down', '10000:50 20000:55', 5000],
		['looks half-way when a job was queued first', '2000:0 4000:50.5', 980],
		['waits a quarter of a second when the end is due', '750:10 7490:99.9', 250],
		['waits a hundredth of the age of a longer job', '60000:10 600000:99.99', 6000],
	])('%s', (_, looks, delayMs) => {
		expect(delayAfter(looks)).toBeCloseTo(delayMs, -1);
	});

	it.each([
		['stands still', '10000:40 30000:40', blind(20_000)],
		['is full, yet the job goes on', '10000:40 25000:100', 250],
		['stays full', '25000:100 45000:100', blind(20_000)],
		['runs backwards', '10000:40 20000:30', blind(20_000)],
		['falls back to zero', '10000:40 20000:0', blind(20_000)],
		['disappears', '10000:40 20000:-', blind(20_000)],
	])('grows slowly again when it %s', (_, looks, delayMs) => {
		expect(delayAfter(looks)).toBeCloseTo(delayMs);
	});
});

describe('when jobs run side by side', () => {
	const delayMs = (fleet: Fleet, ageMs: number, progress: number) =>
		createSchedule({ random: quickest, fleet }).nextDelayMs({ ageMs, progress });

	it('the first ones check their guess, and the others trust what they agree on', () => {
		const fleet = createFleet();
		const delays = Array.from({ length: 6 }, () => delayMs(fleet, 800, 16));
		const endMs = 800 / 0.1625;
		const halfWay = (endMs - 800) / 2;
		const aimed = (endMs - 800) * 1.01 + 20;
		const expected = [halfWay, halfWay, halfWay, aimed, aimed, aimed];
		delays.forEach((delay, i) => expect(delay).toBeCloseTo(expected[i]));
	});

	it('a job that others do not resemble makes all check their guesses', () => {
		const fleet = fleetExpecting(5000, 5000, 5000, 9000);
		expect(delayMs(fleet, 800, 16)).toBeCloseTo((800 / 0.1625 - 800) / 2);
	});

	it('vague guesses count for nothing', () => {
		const fleet = createFleet();
		for (let i = 0; i < 10; i++) delayMs(fleet, 800, 5);
		expect(fleet.agreedEnd()).toBeUndefined();
	});

	it('nobody waits more than 30 s for what others agree on', () => {
		const fleet = fleetExpecting(1e6, 1e6, 1e6, 1e6);
		expect(delayMs(fleet, 150_000, 15)).toBe(30_000);
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
				fc.array(fc.double({ min: 1, max: 1e7, noNaN: true })),
				(each, durationsMs, random, endsMs) => {
					const fleet = fleetExpecting(...endsMs);
					for (const durationMs of durationsMs) fleet.finished(durationMs);
					const schedule = createSchedule({ random: () => random, fleet });
					let ageMs = schedule.firstDelayMs();
					expect(ageMs).toBeGreaterThanOrEqual(250);
					for (const report of each) {
						const delayMs = schedule.nextDelayMs({ ageMs, progress: report });
						expect(delayMs).toBeGreaterThanOrEqual(250);
						expect(delayMs).toBeLessThanOrEqual(Math.max(30_000, ageMs));
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
