import { createFleet, type Fleet } from '../../../nodes/AgentsCode/jobs/fleet';
import { createSchedule, sampleOf } from '../../../nodes/AgentsCode/jobs/schedule';
import { blind, fleetExpecting, quickest } from './fleets';

describe('what a look tells of the end', () => {
	it.each([
		[{ progress: 40, status: 'active' }, 40],
		[{ progress: 0, status: 'active' }, 0],
		[{ progress: undefined, status: 'queued' }, 0],
		[{ progress: undefined, status: 'active' }, undefined],
		[{ progress: '40', status: 'active' }, undefined],
		[{ progress: 100, status: 'active' }, undefined],
		[{ progress: 101, status: 'active' }, undefined],
	])('%j: %j %', (look, percent) => {
		const sample = percent === undefined ? undefined : { ageMs: 900, percent };
		expect(sampleOf({ ageMs: 900, ...look })).toEqual(sample);
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
			(3_870_000 / 97.25 - 38_700) * 1.02 + 70,
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
		const aimed = (endMs * 1.01 + 20 - 800) / 2;
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

	it('nobody sleeps more than half of 30 s before the others are asked again', () => {
		const fleet = fleetExpecting(1e6, 1e6, 1e6, 1e6);
		expect(delayMs(fleet, 150_000, 15)).toBe(15_000);
	});
});
