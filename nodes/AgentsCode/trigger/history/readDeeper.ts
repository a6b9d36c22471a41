import type { Fault } from '../../api/result';
import { planDepth } from './depth';
import type { KnownRows } from './knownRows';
import { lookUpJobs, type EndedJob } from './lookUps';
import { isUnreachable, type OpenRun } from './openRuns';
import { rowKey } from './rowKey';
import { readPages, type HistorySource } from './source';
import type { TriggerState } from './state';
import { isSweepDue } from './sweep';
import type { HistoryWalk } from './walk';

const MAX_LOOK_UPS = 20;
/** A row tells credits, end and duration, its job may not: worth so many more pages, once. */
const MAX_PAGES_FOR_ROW = 3;

export interface DeeperFindings {
	looked: OpenRun[];
	ended: EndedJob[];
	isSweep: boolean;
	/** Whether a sweep ran out of time. */
	isInterrupted: boolean;
	/** What kept it from reading on; all that was found before stands. */
	fault?: Fault;
}

/** What a poll did not have to look for below the surface. */
export const NOTHING_DEEPER: DeeperFindings = {
	looked: [],
	ended: [],
	isSweep: false,
	isInterrupted: false,
};

/**
 * Looks below the surface, where it is worth it: for open runs that have sunk there, and from time to
 * time for rows that have come up there unseen.
 */
export async function readDeeper(
	walk: HistoryWalk,
	before: TriggerState,
	known: KnownRows,
	source: HistorySource,
	time: { nowMs: number; isLate: () => boolean },
): Promise<DeeperFindings> {
	const { nowMs, isLate } = time;
	const plan = planDepth(walk, known, nowMs);
	const surfacePages = walk.pages;
	const isSweep = !walk.isSwept && isSweepDue(before.sweep, canHide(walk, before), nowMs);
	const readTo = async (pages: number, isThrough: () => boolean) => {
		const isEnough = () => isLate() || (walk.pages >= pages && isThrough());
		if (walk.hasEnded || isEnough()) return undefined;
		return await readPages(walk, source, isEnough);
	};
	const fault = await readTo(surfacePages + plan.pages, () => !isSweep || walk.isSwept);
	if (fault) return { ...NOTHING_DEEPER, fault };
	// A row that was not where it should be may be gone: some histories do not list how a run has ended.
	const sunken = plan.due.filter(({ run }) => !walk.met.has(rowKey(run.id)));
	const { looked, ended } = await lookUpJobs(sunken.slice(0, MAX_LOOK_UPS), source, isLate, nowMs);
	const near = ended.filter(({ depth }) => depth <= MAX_PAGES_FOR_ROW);
	// The job has told enough: a fault on the way to its row costs nothing but details.
	await readTo(surfacePages + Math.max(0, ...near.map(({ depth }) => depth)), () => true);
	return { looked, ended, isSweep, isInterrupted: isSweep && !walk.isSwept };
}

/** Whether the history may hold runs that it does not show yet, or not where they can be asked for. */
function canHide(walk: HistoryWalk, before: TriggerState): boolean {
	const listsOpen = before.listsOpen || walk.open.length > 0;
	return !listsOpen || before.open.some(isUnreachable);
}
