import { createFleet, type Fleet } from '../../../nodes/AgentsCode/jobs/fleet';
import { createSchedule } from '../../../nodes/AgentsCode/jobs/schedule';
import { fleetExpecting } from './fleets';

const agreeing = () => fleetExpecting(20_000, 20_000, 20_000, 20_000);
const join = (fleet: Fleet) => createSchedule({ random: () => 0.5, fleet });

describe('every sixteenth job', () => {
	const schedules = (fleet: Fleet) => Array.from({ length: 32 }, () => join(fleet));

	it('looks for itself, whatever the others agree on', () => {
		const firstDelays = schedules(agreeing()).map((schedule) => schedule.firstDelayMs());
		const early = firstDelays.flatMap((delayMs, index) => (delayMs < 1000 ? [index] : []));
		expect(early).toEqual([15, 31]);
	});

	it('does so also when they have come to agree meanwhile', () => {
		const fleet = fleetExpecting(5000, 5000, 5000, 5000);
		const respites = schedules(fleet).map((schedule) => schedule.respiteMs(895));
		expect(respites.flatMap((ms, index) => (ms === 0 ? [index] : []))).toEqual([15, 31]);
	});
});

describe('an agreement', () => {
	it.each([
		[18_700, undefined],
		[18_900, 20_000],
		[25_000, 20_000],
	])('with a job that took %d ms is %p', (durationMs, agreedMs) => {
		const fleet = agreeing();
		fleet.finished(durationMs);
		expect(fleet.agreedEnd()).toBe(agreedMs);
	});

	it.each([
		['is believed by a job that is like it', 17, true],
		['is not believed by one that is quicker', 40, false],
		['is not believed by one that is slower', 8, false],
	])('%s', (_, progress, isBelieved) => {
		const look = { ageMs: 3400, progress };
		const delayMs = join(fleetExpecting(...new Array<number>(20).fill(20_000))).nextDelayMs(look);
		const believedMs = (20_000 * 1.01 + 20 - 3400) / 2;
		const aloneMs = join(createFleet()).nextDelayMs(look);
		expect(delayMs).toBeCloseTo(isBelieved ? believedMs : aloneMs);
	});
});

describe('a job without progress, where one has taken 30 s', () => {
	const delayAt = (ageMs: number) => {
		const fleet = createFleet();
		fleet.finished(30_000);
		return join(fleet).nextDelayMs({ ageMs });
	};

	it.each([
		['doubles its age while it is young', 13_000, 13_000],
		['goes a little further where that saves a look', 13_900, 15_200],
		['is not looked at beyond that age', 28_000, 1100],
		['is looked at often about that age', 29_100, 29_100 * 0.034],
		['and some time after it', 33_000, 33_000 * 0.034],
		['but not for ever', 34_000, (34_000 * 0.15 - 50) * 0.95],
	])('%s', (_, ageMs, delayMs) => {
		expect(delayAt(ageMs)).toBeCloseTo(delayMs);
	});
});
