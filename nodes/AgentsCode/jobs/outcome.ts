import type { Job } from '../api/shapes';
import type { ItemFailure, JobRef } from './itemFailure';
import type { WaitOptions } from './jobRoom';
import type { Sample } from './prediction';

/** A job whose wait was ended before the job was; all that is needed to take the wait up again. */
export interface UnfinishedJob extends JobRef {
	/** Epoch milliseconds from which the time-out counts. */
	startedAtMs: number;
	options: WaitOptions;
	/** How far the job had come when it was seen last, if it tells. */
	sample?: Sample;
}

/** What becomes of one item: its job as it was seen last, or why there is none. */
export type ItemOutcome =
	| { ok: true; agentId: string; job: Job }
	| { ok: false; failure: ItemFailure; unfinished?: UnfinishedJob };

/** What became of each item, in input order; undefined where the work was never begun. */
export type Outcomes = Array<ItemOutcome | undefined>;

export function delivered(agentId: string, job: Job): ItemOutcome {
	return { ok: true, agentId, job };
}

export function undelivered(failure: ItemFailure): ItemOutcome {
	return { ok: false, failure };
}

/** Whether the wait was ended before the job was. */
export function isUnfinished(
	outcome: ItemOutcome,
): outcome is Extract<ItemOutcome, { ok: false }> & { unfinished: UnfinishedJob } {
	return !outcome.ok && outcome.unfinished !== undefined;
}
