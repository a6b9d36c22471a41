import { longestLeap, shortestDelay } from './delayBounds';
import type { Prediction, Sample } from './prediction';

/** A guess from one sample is checked when it lies further ahead than this … */
const TRUSTED_AHEAD_MS = 3000;
/** … half-way, but no later than after this many times the age. */
const FIRST_LEAP = 3;
/** A job that changed its pace may do so again: the next look is near. */
const UNSTEADY_SHARE = 0.25;

/** What may be left open about a job's end, as a share of it; for short jobs a look is worth more. */
const TOLERATED_SHARE = 0.05;
const TOLERATED_SHARE_OF_SHORT = 0.003;
const SHORT_JOB_MS = 60_000;
const TOLERATED_MS = 90;

/**
 * A little after the end beats a little before it, which costs another request: one of three where
 * a guess has been checked, one of many where many jobs agree. What a checked guess still leaves open is
 * `TOLERATED_MS` at most for a short job: the margin comes to about that.
 */
const FIRST_MARGIN = { shareOfRemaining: 0.005, ms: 10 };
const AGREED_MARGIN = { shareOfRemaining: 0.01, ms: 20 };
const CHECKED_MARGIN = { shareOfRemaining: 0.02, ms: 70 };

/** Last seen at 0 % when it was older than this, a job may have been queued until then. */
const SURELY_BEGUN_MS = 5000;

/** A guess that leaves more open than this, as a share of it, says nothing to others. */
const TELLING_SHARE = 0.15;

function isDoubtful({ endMs, earliestMs, latestMs }: Prediction): boolean {
	const tolerated = endMs <= SHORT_JOB_MS ? TOLERATED_SHARE_OF_SHORT : TOLERATED_SHARE;
	return latestMs - earliestMs > Math.max(TOLERATED_MS, endMs * tolerated);
}

/** Whether others may go by it: the job works steadily, and its end is fairly sure. */
export function isTelling({ endMs, earliestMs, latestMs, isSteady }: Prediction): boolean {
	return isSteady && latestMs - earliestMs <= TELLING_SHARE * endMs;
}

function aimAt(remainingMs: number, margin: typeof FIRST_MARGIN): number {
	return remainingMs * (1 + margin.shareOfRemaining) + margin.ms;
}

/** The age at which a job is looked at that is to end when others of its kind do. */
export function aimAtAgreed(agreedEndMs: number): number {
	return aimAt(agreedEndMs, AGREED_MARGIN);
}

function delayAfterFirstSample(ageMs: number, endMs: number): number {
	const remainingMs = endMs - ageMs;
	if (remainingMs <= TRUSTED_AHEAD_MS) return aimAt(remainingMs, FIRST_MARGIN);
	return Math.min(remainingMs / 2, ageMs * FIRST_LEAP);
}

/** Past the guess, but no further than past the last moment at which a steady job can end. */
function delayToEnd(ageMs: number, { endMs, latestMs }: Prediction): number {
	return Math.min(aimAt(endMs - ageMs, CHECKED_MARGIN), aimAt(latestMs - ageMs, FIRST_MARGIN));
}

/**
 * The delay to the moment at which a whole percent becomes full if the job ends in the middle of
 * what is open: whichever percent the look then finds, half of it is settled.
 * @returns undefined when no such moment lies on the way
 */
function delayToHalving(ageMs: number, { earliestMs, latestMs }: Prediction): number | undefined {
	const middleMs = (earliestMs + latestMs) / 2;
	const halfWayMs = (ageMs + earliestMs) / 2;
	const percent = Math.ceil((100 * halfWayMs) / middleMs);
	const delayMs = (percent * middleMs) / 100 - ageMs;
	const lastMs = earliestMs - shortestDelay(earliestMs) - ageMs;
	return delayMs >= shortestDelay(ageMs) && delayMs <= lastMs ? delayMs : undefined;
}

function delayAfterMoreSamples(ageMs: number, prediction: Prediction): number {
	const { endMs, isSteady } = prediction;
	if (!isDoubtful(prediction)) return delayToEnd(ageMs, prediction);
	if (!isSteady) return Math.min((endMs - ageMs) / 2, ageMs * UNSTEADY_SHARE);
	return delayToHalving(ageMs, prediction) ?? delayToEnd(ageMs, prediction);
}

/**
 * How long the job has certainly worked, in milliseconds: since it was last seen at 0 %, where that was
 * late.
 */
export function workedMs([first, ...more]: readonly Sample[]): number {
	const latest = more.at(-1) ?? first;
	const mayHaveQueued = first.percent === 0 && first.ageMs > SURELY_BEGUN_MS;
	return mayHaveQueued ? latest.ageMs - first.ageMs : latest.ageMs;
}

/**
 * The delay after progress has moved: up to the predicted end, or to a place on the way from which
 * the end can be seen better.
 *
 * @param samples as `predictEnd` takes them; none has come to 100 %
 * @param prediction what `predictEnd` makes of them
 * @returns milliseconds, no more than 30 s or the job's age; may be too short or negative
 */
export function delayTowardsEnd(samples: readonly Sample[], prediction: Prediction): number {
	const { ageMs } = samples[samples.length - 1];
	const delayMs =
		samples.length === 1
			? delayAfterFirstSample(ageMs, prediction.endMs)
			: delayAfterMoreSamples(ageMs, prediction);
	return Math.min(delayMs, longestLeap(workedMs(samples)));
}
