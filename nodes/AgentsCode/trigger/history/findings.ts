import type { KnownRows } from './knownRows';
import { mergeLedger, type Entry, type Ledger } from './ledger';
import type { OpenRun } from './openRuns';
import type { TriggerState } from './state';
import type { HistoryWalk } from './walk';

/** What one poll has learnt. */
export interface Findings {
	before: TriggerState | undefined;
	known: KnownRows;
	walk: HistoryWalk;
	scope: string;
	nowMs: number;
	/** Whether n8n has just switched the trigger on, or was itself started. */
	isFirst: boolean;
	/** Open runs that were asked for, as they are now; those that have ended are in `endedKeys`. */
	looked: OpenRun[];
	endedKeys: ReadonlySet<string>;
	/** Whether the walk stopped before it was through, and whether it was a sweep by then. */
	isInterrupted: boolean;
	isSweep: boolean;
	/** Whether it was the first walk after activation. */
	isBaseline: boolean;
}

/** Whether an earlier part of this walk was too long to be kept whole. */
export function wasCut({ before }: Findings): boolean {
	return before?.walk?.isCut ?? false;
}

/** A walk that had to start again from the top may not have come to all it had read before. */
export function readSoFar({ walk }: Findings, read: Ledger): Entry[] {
	return mergeLedger(read, walk.readEarlier);
}
