import { MAX_SHARE_ROWS } from './cutGap';
import type { KnownRows } from './knownRows';
import { encodeLedger, mergeLedger, type Entry, type Ledger } from './ledger';
import { boundOpenRuns, openRunOf, type OpenRun } from './openRuns';
import { rowKey } from './rowKey';
import type { SuspendedWalk, SweepMark, TriggerState } from './state';
import type { HistoryWalk } from './walk';

const MAX_LEDGER_ROWS = 2_800;
const MAX_CURSOR_LENGTH = 1_000;
/** So many rows are kept however few lie within the look-back. */
const MIN_LEDGER_ROWS = 200;

/** What one poll has learnt. */
export interface Findings {
	before: TriggerState | undefined;
	known: KnownRows;
	walk: HistoryWalk;
	scope: string;
	nowMs: number;
	/** Open runs that were asked for, as they are now; those that have ended are in `endedKeys`. */
	looked: OpenRun[];
	endedKeys: ReadonlySet<string>;
	/** Whether the walk stopped before it was through, and whether it was a sweep by then. */
	isInterrupted: boolean;
	isSweep: boolean;
	/** Whether it was the first walk after activation. */
	isBaseline: boolean;
}

/**
 * The state after a poll.
 *
 * @param unreported keys of finished runs that are left for the next poll
 */
export function settle(findings: Findings, unreported: ReadonlySet<string>): TriggerState {
	const { before, walk, nowMs, isInterrupted } = findings;
	const read = walk.read.map((entry) => ({
		key: entry.key,
		isSettled: entry.isSettled && !unreported.has(entry.key),
	}));
	const { newestMs, aheadMs } = clocksAfter(findings);
	const isSwept = !isInterrupted && !wasCut(findings) && walk.isSwept;
	const rows = ledgerAfter(findings, read, unreported, isSwept);
	return {
		version: 1,
		scope: findings.scope,
		ledger: encodeLedger(rows.ledger),
		isWhole: rows.isWhole,
		open: openAfter(findings, unreported),
		listsOpen: (before?.listsOpen ?? false) || walk.open.length > 0,
		newestMs,
		aheadMs,
		polledAtMs: nowMs,
		gapMs: before ? Math.max(0, nowMs - before.polledAtMs) : 0,
		sweep: sweepAfter(findings, isSwept, aheadMs),
		walk: isInterrupted ? suspend(findings, read) : null,
	};
}

/**
 * Measured afresh by each walk from the top: a clock that was wrong, or a date, must not count for ever.
 * Further down there are old rows only.
 */
function clocksAfter({
	before,
	walk,
	nowMs,
}: Findings): Pick<TriggerState, 'newestMs' | 'aheadMs'> {
	if (before?.walk?.cursor) return before;
	const newestMs = walk.waterline.newestMs ?? before?.newestMs ?? null;
	return { newestMs, aheadMs: newestMs === null ? null : newestMs - nowMs };
}

/** Whether an earlier part of this walk was too long to be kept whole. */
function wasCut({ before }: Findings): boolean {
	return before?.walk?.isCut ?? false;
}

/** A walk that had to start again from the top may not have come to all it had read before. */
function readSoFar({ walk }: Findings, read: Ledger): Entry[] {
	return mergeLedger(read, walk.readEarlier);
}

function ledgerAfter(
	findings: Findings,
	read: Ledger,
	unreported: ReadonlySet<string>,
	isSwept: boolean,
): { ledger: Entry[]; isWhole: boolean } {
	const { known, walk, endedKeys, isInterrupted, isSweep } = findings;
	const withEnds = (ledger: Ledger) =>
		ledger.map(({ key, isSettled }) => ({
			key,
			isSettled: isSettled || (endedKeys.has(key) && !unreported.has(key)),
		}));
	if (isInterrupted && !isSweep) {
		const room = MAX_LEDGER_ROWS - readSoFar(findings, read).length;
		const ledger = withEnds(known.ledger).slice(0, Math.max(room, MAX_SHARE_ROWS));
		return { ledger, isWhole: known.isWhole && ledger.length === known.ledger.length };
	}
	if (wasCut(findings)) return { ledger: withEnds(read).slice(0, MAX_SHARE_ROWS), isWhole: false };
	const rows = withEnds(mergeLedger(read, mergeLedger(walk.readEarlier, known.ledger)));
	const merged = [...endsWithoutRow(rows, endedKeys, unreported), ...rows];
	const sweptRows = 1 + merged.findIndex(({ key }) => key === read.at(-1)?.key);
	const wanted = isSwept
		? Math.max(sweptRows, MIN_LEDGER_ROWS, rowsToHold(findings, merged))
		: MAX_LEDGER_ROWS;
	const ledger = merged.slice(0, Math.min(wanted, MAX_LEDGER_ROWS));
	const reachesEnd = walk.hasEnded || known.isWhole;
	return { ledger, isWhole: reachesEnd && ledger.length === merged.length };
}

/** Runs that were told by their jobs: a history that moves ended runs up will show them at the top. */
function endsWithoutRow(
	rows: Ledger,
	endedKeys: ReadonlySet<string>,
	unreported: ReadonlySet<string>,
): Entry[] {
	const listed = new Set(rows.map(({ key }) => key));
	const ended = [...endedKeys].filter((key) => !listed.has(key) && !unreported.has(key));
	return ended.map((key) => ({ key, isSettled: true }));
}

/** What is known to be unfinished, or left for a later poll, by its row alone. */
function rowsToHold({ known }: Findings, rows: Ledger): number {
	const isLeft = rows.map(({ key, isSettled }) => !isSettled && !known.open.has(key));
	return isLeft.lastIndexOf(true) + 1;
}

function openAfter(findings: Findings, unreported: ReadonlySet<string>): OpenRun[] {
	const { known, walk, looked, endedKeys, nowMs } = findings;
	const open = new Map(known.open);
	for (const run of looked) if (!unreported.has(rowKey(run.id))) open.set(rowKey(run.id), run);
	for (const row of walk.open) open.set(row.key, openRunOf(row, nowMs, known.open.get(row.key)));
	const ended = new Set([...walk.news.map(({ key }) => key), ...endedKeys]);
	const endedJobs = new Set(walk.news.map(({ run }) => run.jobId));
	for (const [key, run] of open) {
		const hasEnded = ended.has(key) || (run.jobId !== '' && endedJobs.has(run.jobId));
		if (hasEnded && !unreported.has(key)) open.delete(key);
	}
	return boundOpenRuns([...open.values()], nowMs);
}

function sweepAfter(
	{ before, walk, nowMs }: Findings,
	isSwept: boolean,
	aheadMs: number | null,
): SweepMark {
	const beganMs = before?.walk?.sinceMs ?? nowMs;
	const serviceMs = aheadMs === null ? null : beganMs + aheadMs;
	const pages = walk.pages + (before?.walk ? before.sweep.pages : 0);
	if (isSwept || !before) return { serviceMs, atMs: nowMs, polls: 0, pages, sawNews: false };
	const { sweep } = before;
	return {
		...sweep,
		polls: sweep.polls + 1,
		sawNews: sweep.sawNews || walk.news.length > 0,
		pages: sweep.pages + walk.news.length / walk.pageSize,
	};
}

/**
 * Whether the state after this poll knows each run that was found, so that some can be left for the
 * next one: what is cut from it would never be reported, or again and again.
 */
export function canHoldNews(findings: Findings): boolean {
	if (wasCut(findings)) return false;
	const { known, walk, isInterrupted, isSweep } = findings;
	const isSuspended = isInterrupted && !isSweep;
	const rows = isSuspended ? readSoFar(findings, walk.read) : mergeLedger(walk.read, known.ledger);
	const news = new Set(walk.news.map(({ key }) => key));
	// The next poll may be interrupted, and its share of the room is all that is sure.
	return rows.slice(MAX_SHARE_ROWS).every(({ key }) => !news.has(key));
}

/** Where a walk can be continued; null where that can't be stored. */
export function keptCursor({ cursor = '' }: HistoryWalk): string | null {
	return cursor !== '' && cursor.length <= MAX_CURSOR_LENGTH ? cursor : null;
}

function suspend(findings: Findings, read: Ledger): SuspendedWalk {
	const { before, walk, isSweep, isBaseline, nowMs } = findings;
	const all = readSoFar(findings, read);
	const isTooLong = all.length > 2 * MAX_SHARE_ROWS;
	const ends = isTooLong ? [...all.slice(0, MAX_SHARE_ROWS), ...all.slice(-MAX_SHARE_ROWS)] : all;
	return {
		cursor: keptCursor(walk),
		// What a sweep has read is in the ledger already.
		read: isSweep ? '' : encodeLedger(ends),
		above: isSweep ? 0 : isTooLong ? ends.length : read.length,
		isCut: !isSweep && (wasCut(findings) || isTooLong),
		isSweep,
		...(isBaseline ? { isBaseline } : {}),
		sinceMs: before?.walk?.sinceMs ?? nowMs,
	};
}
