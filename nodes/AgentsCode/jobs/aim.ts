import { longestLeap, MAX_DELAY_MS, shortestDelay } from './delayBounds';
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
 * A little after the end beats a little before it, which costs another request: one of three where
 * a guess has been checked, one of many where many jobs agree.
 */
const FIRST_MARGIN = { shareOfRemaining: 0.005, ms: 10 };
const AGREED_MARGIN = { shareOfRemaining: 0.01, ms: 20 };
const CHECKED_MARGIN = { shareOfRemaining: 0.02, ms: 40 };

/** A guess as vague as this says nothing to others. */
const TELLING_SHARE = 0.15;

function isDoubtful({ endMs, uncertaintyMs }: Prediction): boolean {
	const tolerated = endMs <= SHORT_JOB_MS ? TOLERATED_SHARE_OF_SHORT : TOLERATED_SHARE;
	return uncertaintyMs > Math.max(TOLERATED_MS, endMs * tolerated);
}

function aimAt(remainingMs: number, margin: typeof FIRST_MARGIN): number {
	return remainingMs * (1 + margin.shareOfRemaining) + margin.ms;
}

/** The delay of a first look that is to find a job of an agreed length at its end. */
export function aimAtAgreed(agreedEndMs: number): number {
	return aimAt(agreedEndMs, AGREED_MARGIN);
}

function delayAfterFirstSample(ageMs: number, endMs: number): number {
	const remainingMs = endMs - ageMs;
	if (remainingMs <= TRUSTED_AHEAD_MS) return aimAt(remainingMs, FIRST_MARGIN);
	return Math.min(remainingMs / 2, ageMs * FIRST_LEAP);
}

function delayAfterMoreSamples(ageMs: number, prediction: Prediction): number {
	const { endMs, earliestMs, isSteady } = prediction;
	const remainingMs = endMs - ageMs;
	if (!isDoubtful(prediction)) return aimAt(remainingMs, CHECKED_MARGIN);
	if (!isSteady) return Math.min(remainingMs / 2, ageMs * UNSTEADY_SHARE);
	return earliestMs - shortestDelay(earliestMs) - ageMs;
}

/**
 * The delay after progress has moved: up to the predicted end, or to a place on the way from which
 * the end can be seen better.
 *
 * @param latest the newest sample, with more than 0 and less than 100 %
 * @param earlier the sample before it, with a lower percentage
 * @param agreeOn is told the predicted end when it is fairly sure, and answers with the end on which
 *   jobs of the same kind agree, if they do
 * @returns milliseconds, no more than 30 s or the job's age; may be too short or negative
 */
export function delayTowardsEnd(
	latest: Sample,
	earlier?: Sample,
	agreeOn: (endMs: number) => number | undefined = () => undefined,
): number {
	const prediction = predictEnd(latest, earlier);
	const { endMs, uncertaintyMs, isSteady } = prediction;
	const { ageMs } = latest;
	const isTelling = isSteady && uncertaintyMs <= TELLING_SHARE * endMs;
	const agreedEndMs = isTelling ? agreeOn(endMs) : undefined;

	// A first sample is vague: what all jobs of the kind agree on is the better guess.
	if (!earlier && agreedEndMs !== undefined) {
		return Math.min(aimAt(agreedEndMs - ageMs, AGREED_MARGIN), MAX_DELAY_MS);
	}
	const delayMs = earlier
		? delayAfterMoreSamples(ageMs, prediction)
		: delayAfterFirstSample(ageMs, endMs);
	return Math.min(delayMs, longestLeap(ageMs));
}
