import type { Fleet } from '../../../nodes/AgentsCode/jobs/fleet';
import { createSchedule } from '../../../nodes/AgentsCode/jobs/schedule';
import { blind, fleetExpecting, fleetOf, quickest, slowest } from './fleets';

describe('the first look', () => {
	it.each<[string, Fleet | undefined, number]>([
		['nothing known', undefined, 895],
		['no job seen yet', fleetOf(), 895],
		['earlier jobs took long', fleetOf(60_000, 5000), 895],
		['earlier jobs were quick', fleetOf(60_000, 500), 485],
		['earlier jobs took no time', fleetOf(10), 250],
		['others agree on their end', fleetExpecting(5000, 5100, 4900, 5050), (5047 * 1.01 + 20) / 2],
		['others agree on a distant end', fleetExpecting(2e6, 2e6, 2e6, 2e6), 15_000],
		['too few others agree', fleetExpecting(5000, 5000, 5000), 895],
		['others differ', fleetExpecting(5000, 5000, 9000, 2000), 895],
	])('%s', (_, fleet, delayMs) => {
		expect(createSchedule({ random: slowest, fleet }).firstDelayMs()).toBeCloseTo(delayMs);
	});
});

describe('a first look that is due', () => {
	it.each<[string, Fleet, number, number]>([
		['is taken while nothing is known', fleetOf(), 895, 0],
		[
			'waits for the near end on which others agree',
			fleetExpecting(5e3, 5e3, 5e3, 5e3),
			895,
			4175 / 2,
		],
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
		['looks closely at the age at which they ended', 98_000, 98_000 * 0.034],
		['goes on as ever once it is older', 112_000, blind(112_000)],
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
