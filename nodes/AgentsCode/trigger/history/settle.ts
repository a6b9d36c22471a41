import { MAX_SHARE_ROWS } from './cutGap';
import { readSoFar, wasCut, type Findings } from './findings';
import { encodeLedger, mergeLedger, type Ledger } from './ledger';
import { ledgerAfter } from './nextLedger';
import { boundOpenRuns, openRunOf, type OpenRun } from './openRuns';
import { rowKey } from './rowKey';
import type { SuspendedWalk, SweepMark, TriggerState } from './state';
import type { HistoryWalk } from './walk';

const MAX_CURSOR_LENGTH = 1_000;
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
	const cut = isSwept || walk.cutMs === undefined ? {} : { cutMs: walk.cutMs };
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
		gapMs: gapAfter(findings),
		...cut,
		sweep: sweepAfter(findings, isSwept, aheadMs),
		walk: isInterrupted ? suspend(findings, read) : null,
	};
}

/** A first poll measures how long the trigger was off, not how often it polls. */
function gapAfter({ before, isFirst, nowMs }: Findings): number {
	if (!before) return 0;
	return isFirst ? before.gapMs : Math.max(0, nowMs - before.polledAtMs);
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
