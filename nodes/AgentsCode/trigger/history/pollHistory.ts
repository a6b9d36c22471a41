import { failure, httpStatusOf, success, type Fault, type Result } from '../../api/result';
import type { Findings } from './findings';
import { inOrderOfEnd, type FinishedRun } from './finishedRun';
import { knownRows, type KnownRows } from './knownRows';
import { isBaselineAfter, openWalk, type Reach } from './openWalk';
import { NOTHING_DEEPER, readDeeper, type DeeperFindings } from './readDeeper';
import { rowKey } from './rowKey';
import { canHoldNews, keptCursor, settle } from './settle';
import { readPages, type HistorySource } from './source';
import type { TriggerState } from './state';
import type { HistoryWalk } from './walk';

const MAX_BASELINE_PAGES = 200;
const MIN_BASELINE_PAGES = 2;
const MIN_BASELINE_ROWS = 20;

export interface PollRule extends Reach {
	/** Whose history it is: the id of the credential. */
	scope: string;
	/** Whether n8n has just switched the trigger on, or was itself started. */
	isFirst?: boolean;
	/** Epoch milliseconds after which no further page is begun; one is always read. */
	deadlineAt: number;
	/** A poll that has found so many runs it did not know leaves the rest to the next one. */
	maxRuns: number;
}

export interface PollOutcome {
	/** Runs that have ended and were not reported before, oldest end first. */
	finished: FinishedRun[];
	/** Whether runs can be left for the next poll: where not, the state could not hold them. */
	canDefer: boolean;
	/** Remarks for the log. */
	notes: string[];
	/**
	 * The state to store once the runs are handled.
	 *
	 * @param unreported keys of finished runs left for the next poll
	 */
	settle(unreported?: ReadonlySet<string>): TriggerState;
}

/** Statuses by which a service tells that it no longer knows a cursor. */
const CURSOR_REFUSED = new Set([400, 404, 410, 422]);

/**
 * One poll: reads what is needed of the credit history, and tells which runs have ended.
 *
 * @param before the state after the last poll; undefined on the first one, which reports nothing
 * @returns the fault that kept it from telling; then the stored state must stay as it is
 */
export async function pollHistory(
	before: TriggerState | undefined,
	source: HistorySource,
	clock: { now(): number },
	rule: PollRule,
): Promise<Result<PollOutcome>> {
	const nowMs = clock.now();
	const isLate = () => clock.now() >= rule.deadlineAt;
	const known = knownRows(before);
	const walk = openWalk(before, known, rule, nowMs);
	const isThrough = () => isWalkThrough(walk, before);
	const isEnough = () =>
		isThrough() || (isLate() && hasFooting(walk, before)) || walk.freshRuns >= rule.maxRuns;
	const fault = await readPages(walk, source, isEnough);
	if (fault) {
		const restart = restartOf(before, walk, fault);
		return restart ? await pollHistory(restart, source, clock, rule) : failure(fault);
	}
	const isBaseline = isBaselineAfter(before);
	const isCutShort = !isThrough() && (before !== undefined || canGoOn(walk));
	const canDescend = before !== undefined && before.walk === null && !isCutShort;
	const deeper = canDescend
		? await readDeeper(walk, before, known, source, { nowMs, isLate })
		: NOTHING_DEEPER;
	if (deeper.fault && walk.news.length === 0) return failure(deeper.fault);

	const isInterrupted = isCutShort || deeper.isInterrupted;
	const ancient = before && !isCutShort ? dropAncientNews(walk, before, known, rule) : [];
	const { scope, isFirst = false } = rule;
	const findings: Findings = {
		...{ before, known, walk, scope, isFirst, nowMs, isBaseline, isInterrupted },
		looked: deeper.looked,
		endedKeys: new Set(deeper.ended.map(({ open }) => rowKey(open.id))),
		isSweep: deeper.isSweep || isBaseline || (before?.walk?.isSweep ?? false),
	};
	// What has not been read to its end may still come to what is known.
	return success(outcomeOf(findings, deeper, isInterrupted ? [] : ancient));
}

function outcomeOf(findings: Findings, { ended }: DeeperFindings, notes: string[]): PollOutcome {
	return {
		finished: inOrderOfEnd(findings.walk.news, ended),
		canDefer: canHoldNews(findings),
		notes,
		settle: (unreported = new Set()) => settle(findings, unreported),
	};
}

/** Whether the next poll can take up a first walk that ran out of time, and will know where to end it. */
function canGoOn(walk: HistoryWalk): boolean {
	return keptCursor(walk) !== null && walk.waterline.newestMs !== undefined;
}

function isWalkThrough(walk: HistoryWalk, before: TriggerState | undefined): boolean {
	if (before?.walk?.isSweep) return walk.isSwept;
	if (before) return walk.isSurfaceRead;
	if (walk.hasEnded || walk.pages >= MAX_BASELINE_PAGES) return true;
	const settled = walk.read.filter(({ isSettled }) => isSettled).length;
	const isDeep = walk.waterline.isBelow || walk.waterline.newestMs === undefined;
	return walk.pages >= MIN_BASELINE_PAGES && settled >= MIN_BASELINE_ROWS && isDeep;
}

/** A first walk that has met running jobs alone would take all that was there before for new. */
function hasFooting(walk: HistoryWalk, before: TriggerState | undefined): boolean {
	return before !== undefined || walk.read.some(({ isSettled }) => isSettled);
}

/** When the service refuses the cursor of an interrupted walk, the walk starts again from the top. */
function restartOf(
	before: TriggerState | undefined,
	walk: HistoryWalk,
	fault: Fault,
): TriggerState | undefined {
	const isRefused = walk.pages === 0 && CURSOR_REFUSED.has(httpStatusOf(fault) ?? 0);
	if (!isRefused || !before?.walk || before.walk.cursor === null) return undefined;
	return { ...before, walk: before.walk.isSweep ? null : { ...before.walk, cursor: null } };
}

/**
 * Where a walk met nothing that was known, place proves nothing: the rows may be another account's,
 * or the service has forgotten the old ones. Then dates decide.
 */
function dropAncientNews(
	walk: HistoryWalk,
	{ newestMs }: TriggerState,
	known: KnownRows,
	{ lookBackMs }: PollRule,
): string[] {
	if (walk.isAnchored || known.bottom < 0 || walk.news.length === 0) return [];
	const found = walk.news.length;
	const isRecent = (atMs = Infinity) => newestMs === null || atMs >= newestMs - lookBackMs;
	walk.news.splice(0, found, ...walk.news.filter(({ latestMs }) => isRecent(latestMs)));
	return [
		`None of the runs known so far is in the credit history any more. Of ${found} others, ${walk.news.length} are taken for new by their dates.`,
	];
}
