import { createFleet } from '../../../nodes/AgentsCode/jobs/fleet';
import { alike, fleetExpecting, guessAt } from './fleets';

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
