import type { Run } from '../../../../nodes/AgentsCode/api/shapes';
import { decodeLedger, encodeLedger } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { NOW } from './scriptedSource';
import { entries, keys, keysIn, known, rows } from './settledRows';
import { findingsOf, settled, suspended } from './settling';
import { stateOf } from './stateParts';
import { lastPage, taken } from './walking';

describe('a walk that is interrupted', () => {
	const interrupted = (
		before: TriggerState | undefined,
		read: Run[],
		change: Parameters<typeof findingsOf>[2] = {},
	) => settled(findingsOf(before, (walk) => taken(walk, read), { isInterrupted: true, ...change }));

	it('leaves the ledger as it was, and its rows beside it', () => {
		const state = interrupted(known(30, { isWhole: true }), rows('n', 3));
		expect(keys(state.ledger)).toEqual(keysIn(entries('k', 30)));
		expect(state).toMatchObject({
			isWhole: true,
			walk: { cursor: 'page 1', above: 3, isCut: false, isSweep: false, sinceMs: NOW },
		});
		expect(state.walk).not.toHaveProperty('isBaseline');
		expect(keys(state.walk?.read ?? '')).toEqual(keysIn(entries('n', 3)));
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
		expect(keys(state.walk?.read ?? '')).toEqual(keysIn([...entries('n', 4), ...entries('m', 2)]));
		expect(state.walk).toMatchObject({ above: 6, sinceMs: walk.sinceMs });
	});

	it('at the top keeps what it had read further down', () => {
		const walk = suspended({ cursor: null, read: encodeLedger(entries('n', 4)), above: 4 });
		const resumed = { read: entries('n', 4), above: 4, isCut: false };
		const state = interrupted(known(30, { walk }), rows('n', 2), { rule: { resumed } });
		expect(keys(state.walk?.read ?? '')).toEqual(keysIn(entries('n', 4)));
		expect(state.walk).toMatchObject({ above: 2 });
	});

	it('keeps 900 rows from either end, once there are more', () => {
		const whole = interrupted(known(30), rows('n', 1800)).walk;
		expect(whole).toMatchObject({ above: 1800, isCut: false });
		const cut = interrupted(known(30), rows('n', 2000)).walk;
		expect(cut).toMatchObject({ above: 1800, isCut: true });
		const all = entries('n', 2000);
		expect(keys(cut?.read ?? '')).toEqual(keysIn([...all.slice(0, 900), ...all.slice(1100)]));
	});

	it('stays cut', () => {
		const walk = suspended({ isCut: true, cursor: null });
		expect(interrupted(known(30, { walk }), rows('n', 3)).walk?.isCut).toBe(true);
	});

	it('has laid its rows into the ledger where it is a sweep', () => {
		const state = interrupted(known(30), rows('n', 2000), { isSweep: true });
		expect(keys(state.ledger)).toEqual(keysIn([...entries('n', 2000), ...entries('k', 30)]));
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
