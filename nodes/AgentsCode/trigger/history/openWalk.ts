import { startOf } from '../../api/runDates';
import type { KnownRows } from './knownRows';
import { decodeLedger } from './ledger';
import { isUnreachable } from './openRuns';
import type { TriggerState } from './state';
import { HistoryWalk, type WalkRule } from './walk';

/** How far back a poll goes, in milliseconds. */
export interface Reach {
	lookBackMs: number;
	/** So long before now runs may have ended and still be reported; unset: as the last poll had it. */
	reportBackMs?: number;
}

/** Whether a poll makes the first walk after activation, or goes on with it. */
export function isBaselineAfter(before: TriggerState | undefined): boolean {
	return before === undefined || before.walk?.isBaseline === true;
}

function resumedWalk({ walk }: TriggerState, known: KnownRows): WalkRule['resumed'] {
	if (walk === null) return undefined;
	const { above, isCut, cursor } = walk;
	// What a first walk has read is all that is known.
	const read = walk.isBaseline ? known.ledger : decodeLedger(walk.read);
	return { read, above: walk.isBaseline ? read.length : above, isCut, cursor: cursor ?? undefined };
}

/**
 * The walk that a poll makes, from the top or from where the last one had to stop.
 *
 * @param before the state after the last poll; undefined on the first one
 * @param nowMs epoch milliseconds
 */
export function openWalk(
	before: TriggerState | undefined,
	known: KnownRows,
	{ lookBackMs, reportBackMs }: Reach,
	nowMs: number,
): HistoryWalk {
	return new HistoryWalk({
		known,
		nowMs,
		lookBackMs,
		isBaseline: isBaselineAfter(before),
		oldUntilMs: before?.walk ? before.walk.sinceMs + (before.aheadMs ?? 0) : undefined,
		floorMs: before ? floorOf(before, lookBackMs) : undefined,
		cutMs: before && cutOf(before, reportBackMs, nowMs),
		resumed: before && resumedWalk(before, known),
	});
}

/** The later of two cuts: that of a pause just over, and that of an earlier one, not yet read through. */
function cutOf(
	{ aheadMs, cutMs }: TriggerState,
	reportBackMs: number | undefined,
	nowMs: number,
): number | undefined {
	if (aheadMs === null || reportBackMs === undefined) return cutMs;
	return Math.max(cutMs ?? -Infinity, nowMs + aheadMs - reportBackMs);
}

/**
 * How far down a sweep must read, by the service's clock: to what lay within the look-back at the last
 * one. So a run is found if it is listed no later than the look-back after its start, however much
 * time has passed between two sweeps. Runs that can't be asked for directly hold the line down.
 */
function floorOf({ sweep, open }: TriggerState, lookBackMs: number): number | undefined {
	if (sweep.serviceMs === null) return undefined;
	const starts = open.filter(isUnreachable).map(startOf);
	return Math.min(sweep.serviceMs - lookBackMs, ...starts.filter((ms) => !Number.isNaN(ms)));
}
