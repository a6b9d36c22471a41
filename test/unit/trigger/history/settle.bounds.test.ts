import type { Run } from '../../../../nodes/AgentsCode/api/shapes';
import {
	decodeLedger,
	encodeLedger,
	type Entry,
} from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import { canHoldNews } from '../../../../nodes/AgentsCode/trigger/history/settle';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { ended, MINUTE, NOW } from './scriptedSource';
import { findingsOf, settled, suspended } from './settling';
import { openRun, stateOf } from './stateParts';
import { lastPage, taken } from './walking';

const entries = (name: string, count: number): Entry[] =>
	Array.from({ length: count }, (_, index) => ({ key: rowKey(name + index), isSettled: true }));
const rows = (name: string, count: number): Run[] =>
	Array.from({ length: count }, (_, index) => ended(name + index, -index));
const known = (count: number, more: Partial<TriggerState> = {}) =>
	stateOf({ ledger: encodeLedger(entries('k', count)), ...more });
const keys = (text: string) => decodeLedger(text).map(({ key }) => key);
const keysOf = (list: Entry[]) => list.map(({ key }) => key);

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
		expect(keys(state.ledger)).toEqual(keysOf([...entries('n', 10), ...entries('k', 300)]));
	});

	it('2,800 rows at most: the upper ones', () => {
		const before = known(2795, { isWhole: true });
		const reads = (count: number) => findingsOf(before, (walk) => taken(walk, rows('n', count)));
		expect(settled(reads(5)).isWhole).toBe(true);
		const state = settled(reads(6));
		expect(keys(state.ledger)).toEqual(keysOf([...entries('n', 6), ...entries('k', 2794)]));
		expect(state.isWhole).toBe(false);
	});
});

describe('a walk that is interrupted', () => {
	const interrupted = (
		before: TriggerState | undefined,
		read: Run[],
		change: Parameters<typeof findingsOf>[2] = {},
	) => settled(findingsOf(before, (walk) => taken(walk, read), { isInterrupted: true, ...change }));

	it('leaves the ledger as it was, and its rows beside it', () => {
		const state = interrupted(known(30, { isWhole: true }), rows('n', 3));
		expect(keys(state.ledger)).toEqual(keysOf(entries('k', 30)));
		expect(state).toMatchObject({
			isWhole: true,
			walk: { cursor: 'page 1', above: 3, isCut: false, isSweep: false, sinceMs: NOW },
		});
		expect(state.walk).not.toHaveProperty('isBaseline');
		expect(keys(state.walk?.read ?? '')).toEqual(keysOf(entries('n', 3)));
	});

	it('shares the room with it, but leaves it 900 rows', () => {
		const before = known(2800, { isWhole: true });
		const kept = (read: number) => {
			const { ledger, isWhole } = interrupted(before, rows('n', read));
			return [keys(ledger).length, isWhole];
		};
		expect(kept(0)).toEqual([2800, true]);
		expect(kept(100)).toEqual([2700, false]);
		expect(kept(1899)).toEqual([901, false]);
		expect(kept(2500)).toEqual([900, false]);
		expect(interrupted(known(30), rows('n', 3)).isWhole).toBe(false);
	});

	it('settles in it what jobs have told', () => {
		const before = stateOf({ ledger: encodeLedger([{ key: rowKey('x'), isSettled: false }]) });
		const endedKeys = new Set([rowKey('x')]);
		const { ledger } = interrupted(before, rows('n', 3), { endedKeys });
		expect(decodeLedger(ledger)).toEqual([{ key: rowKey('x'), isSettled: true }]);
	});

	it('goes on with what it had read earlier, and since when', () => {
		const walk = suspended({ read: encodeLedger(entries('n', 4)), above: 4 });
		const resumed = { read: entries('n', 4), above: 4, isCut: false, cursor: 'c' };
		const state = interrupted(known(30, { walk }), rows('m', 2), { rule: { resumed } });
		expect(keys(state.walk?.read ?? '')).toEqual(keysOf([...entries('n', 4), ...entries('m', 2)]));
		expect(state.walk).toMatchObject({ above: 6, sinceMs: walk.sinceMs });
	});

	it('at the top keeps what it had read further down', () => {
		const walk = suspended({ cursor: null, read: encodeLedger(entries('n', 4)), above: 4 });
		const resumed = { read: entries('n', 4), above: 4, isCut: false };
		const state = interrupted(known(30, { walk }), rows('n', 2), { rule: { resumed } });
		expect(keys(state.walk?.read ?? '')).toEqual(keysOf(entries('n', 4)));
		expect(state.walk).toMatchObject({ above: 2 });
	});

	it('keeps 900 rows from either end, once there are more', () => {
		const whole = interrupted(known(30), rows('n', 1800)).walk;
		expect(whole).toMatchObject({ above: 1800, isCut: false });
		const cut = interrupted(known(30), rows('n', 2000)).walk;
		expect(cut).toMatchObject({ above: 1800, isCut: true });
		const all = entries('n', 2000);
		expect(keys(cut?.read ?? '')).toEqual(keysOf([...all.slice(0, 900), ...all.slice(1100)]));
	});

	it('stays cut', () => {
		const walk = suspended({ isCut: true, cursor: null });
		expect(interrupted(known(30, { walk }), rows('n', 3)).walk?.isCut).toBe(true);
	});

	it('has laid its rows into the ledger where it is a sweep', () => {
		const state = interrupted(known(30), rows('n', 2000), { isSweep: true });
		expect(keys(state.ledger)).toEqual(keysOf([...entries('n', 2000), ...entries('k', 30)]));
		expect(state.walk).toMatchObject({ read: '', above: 0, isCut: false, isSweep: true });
	});

	it('says that it is the first one', () => {
		expect(interrupted(undefined, rows('n', 3)).walk).toMatchObject({ isBaseline: true });
	});

	it.each([
		['c'.repeat(1000), 'c'.repeat(1000)],
		['c'.repeat(1001), null],
		['', null],
	])('keeps a cursor that can be kept (%#)', (nextCursor, cursor) => {
		const reads = findingsOf(
			known(30),
			(walk) => {
				walk.take({ runs: rows('n', 3), hasMore: true, nextCursor });
				return walk;
			},
			{ isInterrupted: true },
		);
		expect(settled(reads).walk).toMatchObject({ cursor });
	});

	it('begins again where it has no cursor', () => {
		const ends = findingsOf(
			known(30),
			(walk) => {
				walk.take(lastPage(rows('n', 3)));
				return walk;
			},
			{ isInterrupted: true },
		);
		expect(settled(ends).walk).toMatchObject({ cursor: null });
	});
});

it('a walk that was cut, once it is through, leaves the rows that are surely known', () => {
	const before = known(30, { walk: suspended({ isCut: true }), isWhole: true });
	const state = settled(findingsOf(before, (walk) => taken(walk, rows('n', 1000)), SWEEPING));
	expect(keys(state.ledger)).toEqual(keysOf(entries('n', 900)));
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
