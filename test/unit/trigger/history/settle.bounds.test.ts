import type { Run } from '../../../../nodes/AgentsCode/api/shapes';
import { encodeLedger } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { canHoldNews } from '../../../../nodes/AgentsCode/trigger/history/settle';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { ended, MINUTE, NOW } from './scriptedSource';
import { entries, keys, keysIn, known, rows } from './settledRows';
import { findingsOf, settled, suspended } from './settling';
import { openRun, stateOf } from './stateParts';
import { taken } from './walking';

/** Everything is older than the look-back: eight rows, and a walk is swept. */
const SWEEPING = { rule: { floorMs: NOW + MINUTE } };

describe('of the ledger a sweep keeps', () => {
	const keptOf = (before: TriggerState, read: number) => {
		const state = settled(findingsOf(before, (walk) => taken(walk, rows('k', read)), SWEEPING));
		return [keys(state.ledger).length, state.isWhole];
	};

	it('200 rows at least', () => expect(keptOf(known(300), 10)).toEqual([200, false]));
	it('all that it has read', () => expect(keptOf(known(300), 250)).toEqual([250, false]));
	it('all there is where that is less', () => {
		expect(keptOf(known(150), 10)).toEqual([150, false]);
		expect(keptOf(known(150, { isWhole: true }), 10)).toEqual([150, true]);
		expect(keptOf(known(300, { isWhole: true }), 10)).toEqual([200, false]);
	});

	it('what is open or left by its row alone', () => {
		const ledger = entries('k', 300);
		ledger[270] = { ...ledger[270], isSettled: false };
		const before = stateOf({ ledger: encodeLedger(ledger) });
		expect(keptOf(before, 10)).toEqual([271, false]);
		expect(keptOf({ ...before, open: [openRun('k270')] }, 10)).toEqual([200, false]);
	});
});

describe('another poll keeps', () => {
	it('all rows', () => {
		const state = settled(findingsOf(known(300), (walk) => taken(walk, rows('n', 10))));
		expect(keys(state.ledger)).toEqual(keysIn([...entries('n', 10), ...entries('k', 300)]));
	});

	it('2,800 rows at most: the upper ones', () => {
		const before = known(2795, { isWhole: true });
		const reads = (count: number) => findingsOf(before, (walk) => taken(walk, rows('n', count)));
		expect(settled(reads(5)).isWhole).toBe(true);
		const state = settled(reads(6));
		expect(keys(state.ledger)).toEqual(keysIn([...entries('n', 6), ...entries('k', 2794)]));
		expect(state.isWhole).toBe(false);
	});
});

it('a walk that was cut, once it is through, leaves the rows that are surely known', () => {
	const before = known(30, { walk: suspended({ isCut: true }), isWhole: true });
	const state = settled(findingsOf(before, (walk) => taken(walk, rows('n', 1000)), SWEEPING));
	expect(keys(state.ledger)).toEqual(keysIn(entries('n', 900)));
	expect(state).toMatchObject({ isWhole: false, walk: null });
});

describe('runs can be left for the next poll', () => {
	const holds = (read: Run[], change: Parameters<typeof findingsOf>[2] = {}, before = known(30)) =>
		canHoldNews(findingsOf(before, (walk) => taken(walk, read), change));

	it('where each stands in the part of the state that is sure', () => {
		expect(holds(rows('n', 900))).toBe(true);
		expect(holds(rows('n', 901))).toBe(false);
		expect(holds([])).toBe(true);
	});

	it('wherever those stand that need not be told', () => {
		const old = { rule: { cutMs: NOW - 5 * MINUTE } };
		expect(holds(rows('n', 1000), old)).toBe(true);
	});

	it.each([
		[true, false, true],
		[true, true, false],
		[false, false, false],
	])('(interrupted %p, a sweep %p): %p', (isInterrupted, isSweep, expected) => {
		// In the ledger 899 known rows stand above the new one; the walk alone has read two rows.
		const read = [ended('k899', -1), ended('n', -2)];
		expect(holds(read, { isInterrupted, isSweep }, known(905))).toBe(expected);
	});

	it('never where the walk was cut', () => {
		expect(holds(rows('n', 1), {}, known(30, { walk: suspended({ isCut: true }) }))).toBe(false);
	});
});
