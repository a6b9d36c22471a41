/**
 * How often n8n looks for waiting executions that are due. A wait that is longer than this ends on
 * time; a shorter one may end as late as this.
 */
const TRACKER_INTERVAL_MS = 60_000;

/** A wait shorter than this is not worth parking for; a little more than the tracker's interval. */
export const WORTH_PARKING_MS = TRACKER_INTERVAL_MS + 5_000;

/** How long jobs are waited for in the node first: most are short, and parking delays each of them. */
export const IN_NODE_MS = 60_000;

/** How long one round of looks may be held up by rate limits before it is put off to the next. */
export const ROUND_PATIENCE_MS = 20_000;

/** What the sub-workflow's last round may take: it is late by the tracker's interval, then looks. */
const LAST_ROUND_MS = 100_000;

/**
 * When the parked node wakes by itself, should its sub-workflow be lost. That must never be while the
 * sub-workflow still lives, even if n8n was down for a while: so it is as much later as the wait is long.
 *
 * @param deadlineAt epoch milliseconds of the last job's time-out
 */
export function wakeUpAt(deadlineAt: number, nowMs: number): number {
	return deadlineAt + Math.max(LAST_ROUND_MS, deadlineAt - nowMs);
}
