import fc from 'fast-check';
import { planDepth } from '../../../../nodes/AgentsCode/trigger/history/depth';
import { knownRows } from '../../../../nodes/AgentsCode/trigger/history/knownRows';
import {
	decodeLedger,
	encodeLedger,
	isLedgerText,
	mergeLedger,
	type Entry,
} from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { comesOldestFirst } from '../../../../nodes/AgentsCode/trigger/history/oldestFirst';
import {
	boundOpenRuns,
	isDue,
	type OpenRun,
} from '../../../../nodes/AgentsCode/trigger/history/openRuns';
import { readRow } from '../../../../nodes/AgentsCode/trigger/history/rowFacts';
import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import {
	isTriggerState,
	type TriggerState,
} from '../../../../nodes/AgentsCode/trigger/history/state';
import { isSweepDue } from '../../../../nodes/AgentsCode/trigger/history/sweep';
import { HistoryWalk } from '../../../../nodes/AgentsCode/trigger/history/walk';
import { Waterline } from '../../../../nodes/AgentsCode/trigger/history/waterline';

const NOW = Date.UTC(2026, 4, 1);
const MINUTE = 60_000;

function openRun(id: string, change: Partial<OpenRun> = {}): OpenRun {
	return {
		id,
		agent: 'a',
		jobId: `job-${id}`,
		startedAt: null,
		sinceMs: NOW,
		lookedMs: NOW,
		misses: 0,
		...change,
	};
}

function stateOf(change: Partial<TriggerState> = {}): TriggerState {
	return {
		version: 1,
		scope: '1',
		ledger: '',
		isWhole: false,
		open: [],
		listsOpen: false,
		newestMs: null,
		aheadMs: null,
		polledAtMs: NOW,
		gapMs: MINUTE,
		sweep: { serviceMs: null, atMs: NOW, polls: 0, pages: 1, sawNews: false },
		walk: null,
		...change,
	};
}

/** `a b -c`: settled rows, and open ones with a minus. */
function ledger(text: string): Entry[] {
	const words = text.split(' ').filter((word) => word !== '');
	return words.map((word) => ({
		key: rowKey(word.replace('-', '')),
		isSettled: !word.startsWith('-'),
	}));
}

describe('the ledger', () => {
	it.each([
		['new rows on top', 'n a b', 'a b c', 'n a b c'],
		['nothing known met', 'n m', 'a b', 'n m a b'],
		['a row that was skipped stays behind the one it followed', 'n a c', 'a b c d', 'n a b c d'],
		['skipped rows above the first known one', 'n b', 'a b c', 'n a b c'],
		['an open row that has moved to the top', 'x a', 'a -x b', 'x a b'],
		['an open row further down', 'n a', 'a b -x', 'n a b -x'],
		['an open row that has ended where it stood', 'a x b', 'a -x b c', 'a x b c'],
		['open rows at the end of what was read', 'n a -x -y', 'a -x -y b c', 'n a -x -y b c'],
		['new rows at the end of what was read', 'a n -m', 'a b c', 'a n -m b c'],
		['nothing read', '', 'a b', 'a b'],
	])('merges %s', (_name, read, before, merged) => {
		expect(mergeLedger(ledger(read), ledger(before))).toEqual(ledger(merged));
	});

	it('keeps every row exactly once', () => {
		const rows = fc.uniqueArray(
			fc.record({
				key: fc.integer({ min: 0, max: 30 }).map((n) => rowKey(String(n))),
				isSettled: fc.boolean(),
			}),
			{ selector: ({ key }) => key },
		);
		fc.assert(
			fc.property(rows, rows, (read, before) => {
				const keys = mergeLedger(read, before).map(({ key }) => key);
				expect(new Set(keys).size).toBe(keys.length);
				expect(new Set(keys)).toEqual(new Set([...read, ...before].map(({ key }) => key)));
				const readKeys = new Set(read.map(({ key }) => key));
				expect(keys.filter((key) => readKeys.has(key))).toEqual(read.map(({ key }) => key));
			}),
		);
	});

	it('is stored as a text and read back', () => {
		const rows = ledger('a -b c');
		expect(decodeLedger(encodeLedger(rows))).toEqual(rows);
		expect(isLedgerText(encodeLedger(rows))).toBe(true);
		expect(['+short', 'a', `${encodeLedger(rows)}x`, 5].some(isLedgerText)).toBe(false);
	});
});

describe('the guard of the stored state', () => {
	const sound = stateOf({
		ledger: encodeLedger(ledger('a -b')),
		open: [openRun('b')],
		walk: {
			cursor: 'c',
			read: encodeLedger(ledger('a')),
			above: 1,
			isCut: false,
			isSweep: false,
			sinceMs: NOW,
		},
	});

	it('believes a sound one', () =>
		expect(isTriggerState(JSON.parse(JSON.stringify(sound)))).toBe(true));

	it.each(Object.keys(sound))('refuses one whose `%s` is missing or of another type', (field) => {
		const without: Record<string, unknown> = { ...sound };
		delete without[field];
		expect(isTriggerState(without)).toBe(false);
		expect(isTriggerState({ ...sound, [field]: { odd: true } })).toBe(false);
	});

	it.each([
		['an open run without an id', { open: [{ ...openRun('b'), id: undefined }] }],
		['a walk with a cursor of another type', { walk: { ...sound.walk, cursor: 5 } }],
		['a broken ledger', { ledger: 'abc' }],
		['a sweep that counts in words', { sweep: { ...sound.sweep, polls: 'three' } }],
		['NaN', { polledAtMs: NaN }],
	])('refuses %s', (_name, change) => expect(isTriggerState({ ...sound, ...change })).toBe(false));

	it('never throws', () => {
		fc.assert(fc.property(fc.anything(), (value) => expect(isTriggerState(value)).toBe(false)));
	});
});

describe('what a row says', () => {
	const iso = (ms: number) => new Date(ms).toISOString();

	it.each([
		['completed', null, true],
		['failed', null, true],
		['CANCELLED', null, true],
		['active', null, false],
		['queued', iso(NOW), false],
		[undefined, iso(NOW), true],
		['archived', iso(NOW), true],
		['archived', null, false],
		['archived', 'soon', false],
	])('status %p with the end %p: finished is %p', (status, completedAt, isFinished) => {
		expect(readRow({ id: '1', agent: 'a', status, completedAt }, NOW).isFinished).toBe(isFinished);
	});

	it.each([
		[iso(NOW), iso(NOW + MINUTE), NOW + MINUTE],
		[iso(NOW + MINUTE), iso(NOW), NOW + MINUTE],
		[iso(NOW), null, NOW],
		[null, iso(NOW), NOW],
		[iso(0), 'soon', undefined],
		[iso(NOW + 25 * 60 * MINUTE), null, undefined],
		[iso(NOW + 23 * 60 * MINUTE), null, NOW + 23 * 60 * MINUTE],
	])('started %p, ended %p: its latest date is %p', (startedAt, completedAt, latestMs) => {
		const run = { id: '1', agent: 'a', status: 'completed', startedAt, completedAt };
		expect(readRow(run, NOW).latestMs).toBe(latestMs);
	});
});

describe('open runs', () => {
	it.each([
		['young, looked at a minute ago', { sinceMs: -MINUTE, lookedMs: -MINUTE }, true],
		[
			'an hour old, looked at five minutes ago',
			{ sinceMs: -60 * MINUTE, lookedMs: -5 * MINUTE },
			false,
		],
		[
			'an hour old, looked at six minutes ago',
			{ sinceMs: -66 * MINUTE, lookedMs: -6 * MINUTE },
			true,
		],
	])('%s: due is %p', (_name, { sinceMs, lookedMs }, due) => {
		expect(isDue(openRun('x', { sinceMs: NOW + sinceMs, lookedMs: NOW + lookedMs }), NOW)).toBe(
			due,
		);
	});

	it('are bounded: the oldest stay, none for longer than a month', () => {
		const runs = Array.from({ length: 300 }, (_, index) =>
			openRun(`r${index}`, { sinceMs: NOW - index * MINUTE }),
		);
		const kept = boundOpenRuns(
			[...runs, openRun('ancient', { sinceMs: NOW - 31 * 1440 * MINUTE })],
			NOW,
		);
		expect(kept).toHaveLength(100);
		expect(kept[0].id).toBe('r299');
		expect(kept.map(({ id }) => id)).not.toContain('ancient');
	});
});

describe('the depth plan', () => {
	/** A walk that has read the top page of four rows; below it stand the ledger's. */
	function plan(below: string, open: OpenRun[]) {
		const rows = ledger(`t1 t2 t3 t4 ${below}`);
		const known = knownRows(stateOf({ ledger: encodeLedger(rows), open }));
		const walk = new HistoryWalk({ known, nowMs: NOW, lookBackMs: 60 * MINUTE, isBaseline: false });
		const runs = ['t1', 't2', 't3', 't4'].map((id) => ({ id, agent: 'a', status: 'completed' }));
		walk.take({ runs, hasMore: true, nextCursor: 'next' });
		const { pages, due } = planDepth(walk, known, NOW);
		const lookUps = due.filter(({ depth }) => depth > pages);
		return { pages, lookUps: lookUps.map(({ run }) => run.id) };
	}
	const settled = (count: number) =>
		Array.from({ length: count }, (_, index) => `s${index}`).join(' ');
	const due = { sinceMs: NOW - MINUTE, lookedMs: NOW - MINUTE };

	it.each([
		['nothing is open', settled(8), [], { pages: 0, lookUps: [] }],
		[
			'one, deep: asked for',
			`${settled(20)} -x`,
			[openRun('x', due)],
			{ pages: 0, lookUps: ['x'] },
		],
		[
			'one, on the next page: read',
			`${settled(2)} -x`,
			[openRun('x', due)],
			{ pages: 1, lookUps: [] },
		],
		[
			'three on one page, three pages down: read',
			`${settled(8)} -x -y -z`,
			[openRun('x', due), openRun('y', due), openRun('z', due)],
			{ pages: 3, lookUps: [] },
		],
		[
			'two near and one deep: two read, one asked for',
			`-x -y ${settled(20)} -z`,
			[openRun('x', due), openRun('y', due), openRun('z', due)],
			{ pages: 1, lookUps: ['z'] },
		],
		[
			'one not due',
			`${settled(2)} -x`,
			[openRun('x', { sinceMs: NOW - 60 * MINUTE })],
			{ pages: 0, lookUps: [] },
		],
		['one that had no room: read in any case', `${settled(8)} -x`, [], { pages: 3, lookUps: [] }],
		[
			'one no longer in the ledger: asked for',
			settled(4),
			[openRun('x', due)],
			{ pages: 0, lookUps: ['x'] },
		],
		[
			'one the service does not know',
			`${settled(2)} -x`,
			[openRun('x', { ...due, misses: 3 })],
			{ pages: 0, lookUps: [] },
		],
		[
			'one without a job id',
			`${settled(2)} -x`,
			[openRun('x', { ...due, jobId: '' })],
			{ pages: 0, lookUps: [] },
		],
	])('%s', (_name, below, open, expected) => {
		expect(plan(below, open)).toEqual(expected);
	});
});

describe('the waterline', () => {
	const row = (latestMs: number | undefined, isFinished = true) => {
		const run = { id: '1', agent: 'a' };
		return { key: 'k', run, isFinished, ...(latestMs === undefined ? {} : { latestMs }) };
	};
	const times = (count: number, fact: ReturnType<typeof row>) =>
		Array.from({ length: count }, () => fact);
	const [old, young, dateless] = [row(NOW - 2 * MINUTE), row(NOW), row(undefined)];
	const open = row(NOW - 2 * MINUTE, false);

	it.each([
		['eight old rows', times(8, old), true],
		['seven old rows', times(7, old), false],
		['a young one in between', [...times(7, old), young, old], false],
		['one without a date in between', [...times(7, old), dateless, old], true],
		['rows that are still open', times(20, open), false],
		['rows without dates', times(20, dateless), false],
	])('%s: reached is %p', (_name, rows, isReached) => {
		const waterline = new Waterline(NOW - MINUTE, undefined);
		for (const fact of rows) waterline.note(fact);
		expect(waterline.isBelow).toBe(isReached);
	});

	it('of the first walk lies below the newest row met', () => {
		const waterline = new Waterline(undefined, MINUTE);
		for (const fact of times(8, old)) waterline.note(fact);
		expect(waterline.isBelow).toBe(false);
		for (const fact of [young, ...times(8, old)]) waterline.note(fact);
		expect(waterline.isBelow).toBe(true);
		expect(waterline.newestMs).toBe(NOW);
	});
});

describe('the sweep', () => {
	const mark = { serviceMs: NOW, atMs: NOW, polls: 0, pages: 5, sawNews: true };

	it.each([
		['rows came, and as many polls as it takes pages', { polls: 5 }, true, 0, true],
		['rows came, one poll less', { polls: 4 }, true, 0, false],
		['never more often than every third poll', { polls: 2, pages: 1 }, true, 0, false],
		['no rows came', { polls: 50, sawNews: false }, true, 9, false],
		['no rows came, but ten minutes passed', { polls: 1, sawNews: false }, true, 10, true],
		['ten minutes passed, but it takes 15 pages', { polls: 1, pages: 15 }, true, 14, false],
		['nothing can be hidden', { polls: 50 }, false, 29, false],
		['nothing can be hidden, half an hour', { polls: 1 }, false, 30, true],
	])('%s', (_name, change, canHide, minutes, due) => {
		expect(isSweepDue({ ...mark, ...change }, canHide, NOW + minutes * MINUTE)).toBe(due);
	});
});

describe('a history that comes oldest first', () => {
	const at = (minute: number) => new Date(NOW + minute * MINUTE).toISOString();
	const runs = (rows: Array<[number, number | null]>) =>
		rows.map(([start, end], index) => ({
			id: String(index),
			agent: 'a',
			startedAt: at(start),
			completedAt: end === null ? null : at(end),
		}));
	const count = (rows: number) => Array.from({ length: rows }, (_, index) => index);

	it.each<[string, Array<[number, number | null]>, boolean]>([
		['by start, ends as well', count(8).map((n) => [n, n + 1]), true],
		['by start, ends mixed', count(8).map((n) => [n, n + (n % 3) * 5]), true],
		['by end, starts mixed', count(8).map((n) => [n - (n % 3) * 5, n]), true],
		['newest first', count(8).map((n) => [-n, -n + 1]), false],
		['newest start first, ends the other way round', count(8).map((n) => [-n, n]), false],
		['newest end first, starts the other way round', count(8).map((n) => [n, 100 - n]), false],
		['all at once', count(8).map(() => [0, 1]), false],
		['too few to tell', count(5).map((n) => [n, n + 1]), false],
		['unfinished ones only', count(8).map((n) => [-n, null]), false],
	])('%s: %s', (_name, rows, isOldestFirst) => {
		expect(comesOldestFirst(runs(rows))).toBe(isOldestFirst);
	});
});
