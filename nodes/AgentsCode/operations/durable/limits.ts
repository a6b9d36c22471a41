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

/** n8n may be down for a while when the sub-workflow's last round is due. */
const DOWNTIME_MS = 3_600_000;

/**
 * When the parked node wakes by itself, should its sub-workflow be lost. That must not be while the
 * sub-workflow still lives: it would find nobody to give its results to. So it is an hour later than
 * the last time-out, or as much later as that is away, if that is more.
 *
 * @param deadlineAt epoch milliseconds of the last job's time-out
 */
export function wakeUpAt(deadlineAt: number, nowMs: number): number {
	return deadlineAt + Math.max(DOWNTIME_MS, deadlineAt - nowMs);
}
