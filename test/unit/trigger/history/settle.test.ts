import { encodeLedger } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { ended, MINUTE, NOW, past, running } from './scriptedSource';
import { findingsOf, idsOfOpen, keysOf, settled, suspended, wordsOf } from './settling';
import { ledger, openRun, stateOf } from './stateParts';
import { lastPage, taken } from './walking';

const IDS = [...'abcdefghxyz', ...past(300).map(({ id }) => id)];
const before = (text: string, more: object = {}) =>
	stateOf({ ledger: encodeLedger(ledger(text)), ...more });
const words = ({ ledger: text }: { ledger: string }) => wordsOf(text, IDS);

describe('the first poll leaves', () => {
	it('what it has read, and when', () => {
		const rows = [running('a', -1), ended('b', -2)];
		const state = settled(findingsOf(undefined, (walk) => taken(walk, rows)));
		expect(words(state)).toBe('-a b');
		expect(state).toEqual({
			version: 1,
			scope: 's',
			ledger: state.ledger,
			isWhole: false,
			open: [openRun('a', { sinceMs: NOW, lookedMs: NOW, startedAt: rows[0].startedAt })],
			listsOpen: true,
			newestMs: NOW - 2 * MINUTE,
			aheadMs: -2 * MINUTE,
			polledAtMs: NOW,
			gapMs: 0,
			sweep: { serviceMs: NOW - 2 * MINUTE, atMs: NOW, polls: 0, pages: 1, sawNews: false },
			walk: null,
		});
	});

	it('no dates where no row has any, and no open runs where none is listed', () => {
		const rows = [{ ...ended('a', 0), startedAt: null, completedAt: null }];
		expect(settled(findingsOf(undefined, (walk) => taken(walk, rows)))).toMatchObject({
			newestMs: null,
			aheadMs: null,
			listsOpen: false,
			open: [],
			sweep: { serviceMs: null },
		});
	});

	it('the whole history where it has come to its end', () => {
		const read = findingsOf(undefined, (walk) => (walk.take(lastPage(past(3))), walk));
		expect(settled(read).isWhole).toBe(true);
	});
});

describe('a later poll leaves', () => {
	it('what has come above what was known', () => {
		const rows = [ended('x', 1), running('y', 0.5), ended('a', -1)];
		const state = settled(findingsOf(before('a b -c'), (walk) => taken(walk, rows)));
		expect(words(state)).toBe('x -y a b -c');
		expect(idsOfOpen(state.open)).toBe('y');
	});

	it('as open what is left for the next one', () => {
		const rows = [ended('x', 1), ended('y', 0.5), ended('a', -1)];
		const state = settled(
			findingsOf(before('a b'), (walk) => taken(walk, rows)),
			'y',
		);
		expect(words(state)).toBe('x -y a b');
	});

	it('as settled what its job has told, unless it is left', () => {
		const state = before('a -b -c d', { open: [openRun('b'), openRun('c')] });
		const found = { endedKeys: keysOf('b c x y'), looked: [openRun('b', { lookedMs: NOW + 5 })] };
		const reads = findingsOf(state, (walk) => taken(walk, [ended('a', 0)]), found);
		const after = settled(reads, 'c y');
		// A run without a row stands at the top, where a history that moves ended runs will show it.
		expect(words(after)).toBe('x a b -c d');
		expect(idsOfOpen(after.open)).toBe('c');
	});

	it('how long it was since the last one, and never less than nothing', () => {
		const gapOf = (polledAtMs: number) =>
			settled(findingsOf(before('a', { polledAtMs }), (walk) => taken(walk, []))).gapMs;
		expect(gapOf(NOW - 70_000)).toBe(70_000);
		expect(gapOf(NOW + 70_000)).toBe(0);
	});

	it.each([
		['was seen before', true, [], true],
		['is seen now', false, [running('x', 0)], true],
		['was never seen', false, [ended('x', 0)], false],
	])('whether the history lists open runs: it %s', (_, listsOpen, rows, expected) => {
		const reads = findingsOf(before('a', { listsOpen }), (walk) => taken(walk, rows));
		expect(settled(reads).listsOpen).toBe(expected);
	});

	it('the clocks as they were where no row has a date', () => {
		const clocks = { newestMs: NOW - 5000, aheadMs: 77 };
		expect(settled(findingsOf(before('a', clocks), (walk) => taken(walk, [])))).toMatchObject({
			newestMs: NOW - 5000,
			aheadMs: -5000,
		});
	});

	it('the clocks as they were where it has read further down only', () => {
		const clocks = { newestMs: NOW - 5000, aheadMs: 77 };
		const reads = (cursor: string | null) =>
			findingsOf(before('a', { ...clocks, walk: suspended({ cursor }) }), (walk) =>
				taken(walk, [ended('x', -60)]),
			);
		expect(settled(reads('c'))).toMatchObject(clocks);
		expect(settled(reads(null))).toMatchObject({ newestMs: NOW - 60 * MINUTE });
	});

	it('whether the ledger reaches the history’s end', () => {
		const isWhole = (wasWhole: boolean, ends: boolean) =>
			settled(
				findingsOf(before('a b', { isWhole: wasWhole }), (walk) => {
					if (ends) walk.take(lastPage([ended('a', 0)]));
					return ends ? walk : taken(walk, [ended('a', 0)]);
				}),
			).isWhole;
		expect([isWhole(false, false), isWhole(true, false), isWhole(false, true)]).toEqual([
			false,
			true,
			true,
		]);
	});
});

describe('open runs', () => {
	it.each([
		[
			'are forgotten when their row has ended, and names no job',
			[{ ...ended('x', 0), jobId: '' }],
			'',
			'',
		],
		['are forgotten when their row has ended', [ended('x', 0)], '', ''],
		['are kept when that is left for later', [ended('x', 0)], 'x', 'x'],
		['are kept while their row is open', [running('x', 0)], '', 'x'],
		['are kept while they are not met', [ended('y', 0)], '', 'x'],
		[
			'are forgotten when another row tells of their job',
			[{ ...ended('y', 0), jobId: 'job-x' }],
			'',
			'',
		],
	])('%s', (_, rows, unreported, open) => {
		const state = before('-x', { open: [openRun('x')] });
		const reads = findingsOf(state, (walk) => taken(walk, rows));
		expect(idsOfOpen(settled(reads, unreported).open)).toBe(open);
	});

	it('are not told apart by jobs that have no id', () => {
		const state = before('-x', { open: [openRun('x', { jobId: '' })] });
		const reads = findingsOf(state, (walk) => taken(walk, [{ ...ended('y', 0), jobId: '' }]));
		expect(idsOfOpen(settled(reads).open)).toBe('x');
	});

	it('are as they were looked at, but for those that are left', () => {
		const state = before('-x -y', { open: [openRun('x'), openRun('y')] });
		const looked = [openRun('x', { misses: 2 }), openRun('y', { misses: 2 })];
		const reads = findingsOf(state, (walk) => taken(walk, []), { looked });
		expect(settled(reads, 'y').open).toMatchObject([{ misses: 2 }, { misses: 0 }]);
	});

	it('keep when they were first seen', () => {
		const state = before('-x', { open: [openRun('x', { sinceMs: NOW - 9000, misses: 1 })] });
		const reads = findingsOf(state, (walk) => taken(walk, [running('x', 0)]));
		expect(settled(reads).open).toMatchObject([{ sinceMs: NOW - 9000, lookedMs: NOW, misses: 1 }]);
	});
});

describe('the mark of the last sweep', () => {
	const sweep = { serviceMs: 5, atMs: 6, polls: 3, pages: 4, sawNews: false };
	const mark = (rows = [ended('x', 0), ended('y', 0)], more: object = {}, change: object = {}) =>
		settled(findingsOf(before('a b', { sweep, ...more }), (walk) => taken(walk, rows), change))
			.sweep;

	it('grows with each poll that is none: by what came', () => {
		expect(mark()).toEqual({ ...sweep, polls: 4, pages: 5, sawNews: true });
		expect(mark([ended('a', 0)])).toEqual({ ...sweep, polls: 4 });
		expect(mark([ended('a', 0)], { sweep: { ...sweep, sawNews: true } }).sawNews).toBe(true);
	});

	it('is made anew by a sweep', () => {
		const anew = { serviceMs: NOW, atMs: NOW, polls: 0, pages: 1, sawNews: false };
		expect(mark([ended('b', 0)])).toEqual(anew);
	});

	it('is made by a sweep in several polls as of its beginning', () => {
		const walk = suspended({ isSweep: true, sinceMs: NOW - 9000 });
		const made = mark([ended('b', 0)], { walk, aheadMs: -500, newestMs: 5 });
		expect(made).toEqual({ serviceMs: NOW - 9500, atMs: NOW, polls: 0, pages: 5, sawNews: false });
	});

	it.each([
		['was interrupted', {}, { isInterrupted: true, isSweep: true }],
		['could not keep all it had read', { walk: suspended({ isCut: true }) }, {}],
	])('stays where the walk %s', (_, more, change) => {
		expect(mark([ended('b', 0)], more, change)).toMatchObject({ serviceMs: 5, atMs: 6, polls: 4 });
	});
});
