/** Up to twice the quickest answer and this much more is no delay, just how requests differ. */
const ORDINARY_SPREAD_MS = 20;

/**
 * Tells answers that were held up, on the way or by a busy machine, from ordinary ones. What such an
 * answer says of a running job is older than it seems.
 *
 * @returns a function from how long an answer took to how much of that was out of the ordinary, by
 *   all answers seen so far; both in milliseconds
 */
export function createPromptness(): (tookMs: number) => number {
	let quickestMs = Infinity;
	return (tookMs) => {
		quickestMs = Math.min(quickestMs, tookMs);
		return Math.max(0, tookMs - 2 * quickestMs - ORDINARY_SPREAD_MS);
	};
}
