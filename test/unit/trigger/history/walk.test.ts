import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import { ended, iso, NOW, running } from './scriptedSource';
import { openRun } from './stateParts';
import { idsOf, knownOf, taken, walkOf } from './walking';

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
