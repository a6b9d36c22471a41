import type { SweepMark } from './state';

const MINUTE_MS = 60_000;
const MIN_INTERVAL_MS = 10 * MINUTE_MS;
/** Where nothing can be hidden, a sweep only guards against rows that are listed late. */
const CALM_INTERVAL_MS = 30 * MINUTE_MS;
const MIN_POLLS = 3;

/**
 * Whether it is time to read all rows within the look-back again. A history that lists finished runs
 * only, ordered by start, shows a long job below rows that were seen long ago; nothing at the top
 * tells of it.
 *
 * A sweep of n pages is due every n polls at most, so that it never more than doubles what polling
 * costs; and where no row has come since the last one, by time alone.
 *
 * @param canHide whether the history may keep unfinished runs to itself
 */
export function isSweepDue(mark: SweepMark, canHide: boolean, nowMs: number): boolean {
	const elapsedMs = nowMs - mark.atMs;
	const shortest = canHide ? MIN_INTERVAL_MS : CALM_INTERVAL_MS;
	if (elapsedMs >= Math.max(shortest, mark.pages * MINUTE_MS)) return true;
	return canHide && mark.sawNews && mark.polls >= Math.max(MIN_POLLS, mark.pages);
}
