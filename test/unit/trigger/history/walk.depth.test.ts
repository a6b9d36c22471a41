import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import { ended, MINUTE, NOW, past, running } from './scriptedSource';
import { knownOf, lastPage, taken, walkOf } from './walking';

const DAY = 24 * 60;

describe('the surface is read', () => {
	it('at the history’s end', () => {
		const walk = walkOf();
		walk.take(lastPage([ended('x', 1)]));
		expect([walk.hasEnded, walk.isSurfaceRead, walk.isSwept]).toEqual([true, true, true]);
	});

	it('not before, while each page tells something new', () => {
		const walk = taken(walkOf({ known: knownOf('a b c') }), [ended('x', 1), ended('a', 0)]);
		expect([walk.hasEnded, walk.isSurfaceRead, walk.isSwept]).toEqual([false, false, false]);
		expect(taken(walk, [ended('b', -1)]).isSurfaceRead).toBe(true);
	});

	it.each([
		['a continued walk must meet what was known', 'k', false],
		['unless nothing was settled', '-k', true],
	])('with a quiet page; %s', (_, before, isRead) => {
		const known = knownOf(before);
		const read = [{ key: rowKey('x'), isSettled: true }];
		const resumed = { read, above: 0, isCut: false };
		const quiet = taken(walkOf({ known, resumed }), [ended('x', 1)]);
		expect([quiet.isQuiet, quiet.isAnchored, quiet.isSurfaceRead]).toEqual([true, false, isRead]);
		expect(taken(quiet, [ended('k', -1)]).isAnchored).toBe(before === 'k');
	});

	it('with a quiet page of a walk from the top, whatever it meets', () => {
		const walk = taken(walkOf({ known: knownOf('k'), cutMs: NOW }), [ended('x', -1)]);
		expect([walk.isAnchored, walk.isSurfaceRead]).toEqual([false, true]);
	});

	it('a day below the look-back where nothing known was met', () => {
		const floorMs = NOW - 60 * MINUTE;
		const deep = (count: number) =>
			Array.from({ length: count }, (_, index) => ended(`d${index}`, -60 - DAY - 1 - index));
		const rule = { known: knownOf('k1 k2'), floorMs };
		expect(taken(walkOf(rule), deep(7)).isSurfaceRead).toBe(false);
		expect(taken(walkOf(rule), deep(8)).isSurfaceRead).toBe(true);
		expect(taken(walkOf(rule), [ended('k1', -1), ...deep(8)]).isSurfaceRead).toBe(false);
	});
});

describe('a walk is swept', () => {
	it('below the look-back', () => {
		const old = (count: number) => past(count).map((row, n) => ({ ...ended(row.id, -61 - n) }));
		const floorMs = NOW - 60 * MINUTE;
		expect(taken(walkOf({ floorMs }), old(7)).isSwept).toBe(false);
		expect(taken(walkOf({ floorMs }), old(8)).isSwept).toBe(true);
		// Without a line only the first walk makes one: so long before the newest row.
		expect(taken(walkOf(), [ended('new', 0), ...old(8)]).isSwept).toBe(false);
		expect(taken(walkOf({ isBaseline: true }), [ended('new', 0), ...old(8)]).isSwept).toBe(true);
		expect(
			taken(walkOf({ isBaseline: true, floorMs: 0 }), [ended('new', 0), ...old(8)]).isSwept,
		).toBe(false);
	});

	it('at the last of what is known', () => {
		expect(taken(walkOf({ known: knownOf('a b') }), [ended('a', 0)]).isSwept).toBe(false);
		expect(taken(walkOf({ known: knownOf('a b') }), [ended('b', 0)]).isSwept).toBe(true);
		expect(taken(walkOf({ known: knownOf('a') }), [ended('a', 0)]).isSwept).toBe(true);
		expect(taken(walkOf({ known: knownOf('-a') }), [running('a', 0)]).isSwept).toBe(false);
	});
});
