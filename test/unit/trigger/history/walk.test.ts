import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import { ended, iso, MINUTE, NOW, past, running } from './scriptedSource';
import { openRun } from './stateParts';
import { idsOf, knownOf, lastPage, taken, walkOf } from './walking';

const DAY = 24 * 60;
const undated = (id: string) => ({ ...ended(id, 0), completedAt: null, startedAt: null });

describe('a row of a later poll', () => {
	it.each([
		[
			'that is new and has ended',
			'',
			[ended('x', 1)],
			{ news: 'x', open: '', fresh: 1, quiet: false },
		],
		[
			'that is new and runs',
			'',
			[running('x', 1)],
			{ news: '', open: 'x', fresh: 0, quiet: false },
		],
		['that is settled', 'x', [ended('x', 1)], { news: '', open: '', fresh: 0, quiet: true }],
		[
			'that is settled, and is told as running again',
			'x',
			[running('x', 1)],
			{ news: '', open: '', fresh: 0, quiet: true },
		],
		[
			'that was open and has ended',
			'-x',
			[ended('x', 1)],
			{ news: 'x', open: '', fresh: 0, quiet: false },
		],
		[
			'that was open and still is',
			'-x',
			[running('x', 1)],
			{ news: '', open: 'x', fresh: 0, quiet: true },
		],
	])('%s', (_, before, rows, { news, open, fresh, quiet }) => {
		const walk = taken(walkOf({ known: knownOf(before) }), rows);
		expect([idsOf(walk.news), idsOf(walk.open)]).toEqual([news, open]);
		expect(walk.freshRuns).toBe(fresh);
		expect(walk.isQuiet).toBe(quiet);
	});

	it('is kept as settled when it has ended or was settled, else as open', () => {
		const walk = taken(walkOf({ known: knownOf('a') }), [
			ended('n', 1),
			running('r', 1),
			running('a', 1),
		]);
		expect(walk.read).toEqual([
			{ key: rowKey('n'), isSettled: true },
			{ key: rowKey('r'), isSettled: false },
			{ key: rowKey('a'), isSettled: true },
		]);
	});

	it('counts once, however often it comes', () => {
		const walk = taken(walkOf(), [ended('x', 1), ended('y', 1)], [ended('y', 1), ended('z', 1)]);
		expect(idsOf(walk.news)).toBe('x y z');
		expect(walk.freshRuns).toBe(3);
		expect(walk.pageSize).toBe(2);
	});
});

describe('below all that is known', () => {
	const known = knownOf('a b');

	it('an unknown row is an old one', () => {
		const walk = taken(walkOf({ known }), [
			ended('n', 1),
			ended('a', -1),
			ended('m', -2),
			ended('b', -3),
			ended('old', -4),
			running('slow', -5),
		]);
		expect(idsOf(walk.news)).toBe('n m');
		// It may be a running one: its end is looked for.
		expect(idsOf(walk.open)).toBe('slow');
	});

	it('a run that was open is told all the same', () => {
		const byRow = taken(walkOf({ known: knownOf('a -x') }), [ended('a', -1), ended('x', -2)]);
		expect(idsOf(byRow.news)).toBe('x');
		const byJob = walkOf({ known: knownOf('a', { open: [openRun('x')] }) });
		expect(idsOf(taken(byJob, [ended('a', -1), ended('x', -2)]).news)).toBe('x');
	});

	it.each([
		['where the ledger reaches the history’s end', knownOf('a', { isWhole: true })],
		['where nothing was settled', knownOf('-a')],
	])('is nothing %s', (_, all) => {
		const walk = taken(walkOf({ known: all }), [running('a', -1), ended('n', -2)]);
		expect(idsOf(walk.news)).toBe('n');
	});
});

describe('a row without an id of its own', () => {
	const row = { ...ended('row', 1), jobId: 'x' };
	it.each([
		['is known by its job', 'x', ''],
		['is new where its job is open', '-x', 'row'],
		['is told where it was open itself', 'x -row', 'row'],
	])('%s', (_, before, news) => {
		expect(idsOf(taken(walkOf({ known: knownOf(before) }), [row]).news)).toBe(news);
	});

	it('is new where its job has none either', () => {
		const rows = [
			{ ...row, jobId: '' },
			{ ...ended('other', 1), jobId: undefined },
		];
		expect(idsOf(taken(walkOf({ known: knownOf('') }), rows).news)).toBe('row other');
	});
});

describe('the first walk', () => {
	it.each([
		['takes all for old', undefined, ''],
		['tells, when it is continued, what has ended since it began', NOW, 'since'],
	])('%s', (_, oldUntilMs, news) => {
		const walk = walkOf({ isBaseline: true, oldUntilMs });
		taken(walk, [
			ended('since', 0.1),
			ended('then', 0),
			ended('before', -1),
			undated('undated'),
			running('r', 1),
		]);
		expect(idsOf(walk.news)).toBe(news);
		expect(idsOf(walk.open)).toBe('r');
		expect(walk.isQuiet).toBe(news === '');
	});

	it('has no bottom: it goes on below all that is known', () => {
		const walk = walkOf({ isBaseline: true, oldUntilMs: NOW, known: knownOf('a') });
		expect(idsOf(taken(walk, [ended('a', -1), ended('n', 1)]).news)).toBe('n');
	});
});

describe('after a pause', () => {
	it('only what ended within the time to report is told, and what has no date', () => {
		const rows = [ended('young', 1), ended('edge', 0), ended('old', -1), undated('undated')];
		expect(idsOf(taken(walkOf({ cutMs: NOW }), rows).news)).toBe('young edge undated');
		expect(idsOf(taken(walkOf(), rows).news)).toBe('young edge old undated');
	});
});

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

describe('a walk that is taken up again', () => {
	const read = [
		{ key: rowKey('n1'), isSettled: true },
		{ key: rowKey('n2'), isSettled: false },
		{ key: rowKey('n3'), isSettled: true },
	];
	const known = knownOf('k');

	it('at its cursor has read what lies above it', () => {
		const walk = walkOf({ known, resumed: { read, above: 2, isCut: false, cursor: 'c' } });
		expect([walk.cursor, walk.read]).toEqual(['c', read.slice(0, 2)]);
		taken(walk, [ended('n2', 1), ended('n3', 0.5), ended('n4', 0.4)]);
		expect(idsOf(walk.news)).toBe('n4');
		expect(walk.read).toHaveLength(4);
	});

	it('at the top judges anew, but for what was settled', () => {
		const walk = walkOf({ known, resumed: { read, above: 2, isCut: false } });
		expect([walk.cursor, walk.read, walk.readEarlier]).toEqual([undefined, [], read]);
		taken(walk, [ended('n0', 2), ended('n1', 1), ended('n2', 0.9), ended('n3', 0.5)]);
		expect(idsOf(walk.news)).toBe('n0 n2');
	});

	it('is anchored by what it has read', () => {
		const anchored = { read: [{ key: rowKey('k'), isSettled: true }], above: 1, isCut: false };
		expect(walkOf({ known, resumed: { ...anchored, cursor: 'c' } }).isAnchored).toBe(true);
		expect(walkOf({ known, resumed: anchored }).isAnchored).toBe(false);
	});

	it.each([
		['at the top knows what was cut', undefined, true, 'above'],
		['at its cursor is below what was cut', 'c', true, 'above cut'],
		['that was not cut has no gap', undefined, false, 'above cut'],
	])('%s', (_, cursor, isCut, news) => {
		const keys = Array.from({ length: 905 }, (__, index) => rowKey(`r${index}`));
		const kept = keys.map((key) => ({ key, isSettled: true }));
		const walk = walkOf({ resumed: { read: kept, above: 0, isCut, cursor } });
		const row = (index: number) => ended(`r${index}`, -index);
		taken(walk, [ended('above', 1), row(898), row(899), ended('cut', -899), row(900)]);
		expect(idsOf(walk.news)).toBe(news);
	});
});

describe('a service that repeats itself', () => {
	it.each([
		['with a page that it sent before', [ended('x', 1)], 'c2', true],
		['with a cursor that it gave before', [ended('y', 1)], 'c1', true],
		['by a row only', [ended('x', 1), ended('y', 1)], 'c2', false],
	])('%s', (_, runs, nextCursor, isRepeating) => {
		const walk = walkOf();
		walk.take({ runs: [ended('x', 1)], hasMore: true, nextCursor: 'c1' });
		expect(walk.isRepeating).toBe(false);
		walk.take({ runs, hasMore: true, nextCursor });
		expect([walk.isRepeating, walk.cursor]).toEqual([isRepeating, nextCursor]);
	});

	it('with its last page has ended', () => {
		const walk = taken(walkOf(), [ended('x', 1)]);
		walk.take({ runs: [ended('x', 1)], hasMore: false, nextCursor: 'more' });
		expect([walk.hasEnded, walk.cursor, walk.isRepeating]).toEqual([true, undefined, false]);
	});
});

it('the clock of the service is the newest date met', () => {
	const rows = [ended('a', -3), running('b', -1), ended('c', -2), undated('d')];
	expect(taken(walkOf(), rows).waterline.newestMs).toBe(Date.parse(iso(-2)));
});
