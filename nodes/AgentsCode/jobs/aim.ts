import { shortestDelay } from './delayBounds';
import { predictEnd, type Prediction, type Sample } from './prediction';

/** A guess from one sample is checked when it lies further ahead than this … */
const TRUSTED_AHEAD_MS = 3000;
/** … half-way, but no later than after this many times the age. */
const FIRST_LEAP = 3;
/** A job that changed its pace may do so again: the next look is near. */
const UNSTEADY_SHARE = 0.25;

/** What may be left open about a job's end, as a share of it; for short jobs a look is worth more. */
const TOLERATED_SHARE = 0.05;
const TOLERATED_SHARE_OF_SHORT = 0.025;
const SHORT_JOB_MS = 60_000;
const TOLERATED_MS = 350;

/**
 * A little after the end beats a little before it, which costs another request. Once a guess has
 * been checked, that request would be the third and more: then the margin is wider.
 */
const FIRST_MARGIN = { shareOfRemaining: 0.01, ms: 20 };
const CHECKED_MARGIN = { shareOfRemaining: 0.02, ms: 40 };

function isDoubtful({ endMs, uncertaintyMs }: Prediction): boolean {
	const tolerated = endMs <= SHORT_JOB_MS ? TOLERATED_SHARE_OF_SHORT : TOLERATED_SHARE;
	return uncertaintyMs > Math.max(TOLERATED_MS, endMs * tolerated);
}

/**
 * The delay after progress has moved: up to the predicted end, or to a place on the way from which
 * the end can be seen better.
 *
 * @param latest the newest sample, with more than 0 and less than 100 %
 * @param earlier the sample before it, with a lower percentage
 * @returns milliseconds, not yet brought within any bounds
 */
export function delayTowardsEnd(latest: Sample, earlier?: Sample): number {
	const prediction = predictEnd(latest, earlier);
	const { ageMs } = latest;
	const remainingMs = prediction.endMs - ageMs;
	const margin = earlier ? CHECKED_MARGIN : FIRST_MARGIN;
	const aimedMs = remainingMs * (1 + margin.shareOfRemaining) + margin.ms;

	if (!earlier) {
		const isFar = remainingMs > TRUSTED_AHEAD_MS;
		return isFar ? Math.min(remainingMs / 2, ageMs * FIRST_LEAP) : aimedMs;
	}
	if (!isDoubtful(prediction)) return aimedMs;
	if (!prediction.isSteady) return Math.min(remainingMs / 2, ageMs * UNSTEADY_SHARE);
	return prediction.earliestMs - shortestDelay(prediction.earliestMs) - ageMs;
}
