import { predictEnd, type Sample } from './prediction';

/** What a look at a job that is not finished tells the schedule. */
export interface Look {
	/** Milliseconds since the job was started. */
	ageMs: number;
	/** As the service reported it: 0–100 if it can be used, anything else counts as absent. */
	progress?: unknown;
}

export interface Schedule {
	/** Milliseconds from the start of the job to the first look at it. */
	firstDelayMs(): number;
	/** Milliseconds from this look to the next. */
	nextDelayMs(look: Look): number;
}

export interface ScheduleOptions {
	/** A number in [0, 1). */
	random: () => number;
	/** A fixed interval that replaces all reckoning; 0 or absent: adaptive. */
	pollIntervalMs?: number;
	/** How long finished jobs of the same agent took in this execution; may grow while waiting. */
	earlierDurationsMs?: readonly number[];
}

const FIRST_LOOK_MS = 750;
const MIN_DELAY_MS = 250;
const MAX_DELAY_MS = 30_000;

/** Without any hint the delay is a share of the age, which bounds the lateness to the same share. */
const BLIND_SHARE = 0.15;
/** Still at 0 %, a job that works steadily is at most a hundredth through: there is time. */
const YOUNG_SHARE = 0.35;
const YOUNG_MAX_DELAY_MS = 3_500;
/** Progress may creep or play tricks: looks never follow each other closer than this share. */
const MIN_SHARE = 0.02;
/** Progress may jump: what it promises never makes a look later than this many times the age. */
const MAX_LEAP = 4;

/** A first guess further off than this is checked half-way. */
const TRUSTED_AHEAD_MS = 3_000;
const TOLERATED_UNCERTAINTY = 0.05;
/** A job that changed its pace may do so again. */
const UNSTEADY_SHARE = 0.25;
/** A little after the end beats a little before it, which costs another request. */
const MARGIN_MS = 40;
const MARGIN_SHARE = 0.005;
/** No job is expected to finish sooner than this share of the quickest one before it. */
const QUICKEST_SHARE = 0.97;

function clamp(value: number, lowest: number, highest: number): number {
	return Math.min(Math.max(value, lowest), highest);
}

function usablePercent(progress: unknown): number | undefined {
	if (typeof progress !== 'number' || !(progress >= 0 && progress <= 100)) return undefined;
	return progress;
}

/** Every delay lies between a quarter of a second, or 2 % of a long job's age, and the longest leap. */
function withinBounds(delayMs: number, ageMs: number): number {
	const lowest = clamp(ageMs * MIN_SHARE, MIN_DELAY_MS, MAX_DELAY_MS);
	const highest = Math.min(ageMs * MAX_LEAP, Math.max(ageMs, MAX_DELAY_MS));
	return clamp(delayMs, lowest, Math.max(lowest, highest));
}

function delayTowardsPredictedEnd(latest: Sample, earlier?: Sample): number {
	const { endMs, uncertaintyMs, isSteady } = predictEnd(latest, earlier);
	const remainingMs = endMs - latest.ageMs;
	const isDoubtful = earlier
		? uncertaintyMs > Math.max(MIN_DELAY_MS, endMs * TOLERATED_UNCERTAINTY)
		: remainingMs > TRUSTED_AHEAD_MS;
	if (!isDoubtful) return remainingMs + MARGIN_MS + endMs * MARGIN_SHARE;
	return isSteady ? remainingMs / 2 : Math.min(remainingMs / 2, latest.ageMs * UNSTEADY_SHARE);
}

/** How many milliseconds are left until the quickest job known so far would have been done. */
function untilQuickest(ageMs: number, earlierDurationsMs: readonly number[]): number {
	const quickestMs = earlierDurationsMs.reduce((least, each) => Math.min(least, each), Infinity);
	return Number.isFinite(quickestMs) ? quickestMs * QUICKEST_SHARE - ageMs : 0;
}

/**
 * Decides when to look at one job again. Progress only ever makes this smarter: whatever it claims,
 * delays stay between a quarter of a second and 30 s (or the job's own age, if that is more), and
 * the number of looks grows with the logarithm of the job's age, not with the age.
 *
 * - Progress moves: the look after next is aimed at the predicted end; a doubtful prediction is
 *   checked half-way.
 * - Progress is reported and still 0: delays grow faster, since the job has hardly begun.
 * - Progress is absent, unusable, or stands still: 15 % of the time that has passed since the start,
 *   or since it last moved, but never beyond 30 s. If earlier jobs of the same agent all took
 *   longer, the delay may double the age.
 *
 * One schedule serves one job. It keeps no clock: ages are handed in.
 */
export function createSchedule(options: ScheduleOptions): Schedule {
	const { random, pollIntervalMs = 0, earlierDurationsMs = [] } = options;
	const jitter = () => 0.9 + 0.1 * random();
	let earlier: Sample | undefined;
	let latest: Sample | undefined;

	const standingStill = (ageMs: number, sinceMs: number) => {
		const blindMs = Math.min((ageMs - sinceMs) * BLIND_SHARE, MAX_DELAY_MS) * jitter();
		const hopeMs = Math.min(untilQuickest(ageMs, earlierDurationsMs), ageMs, MAX_DELAY_MS);
		return Math.max(blindMs, hopeMs);
	};

	const young = (ageMs: number) =>
		Math.max(standingStill(ageMs, 0), Math.min(ageMs * YOUNG_SHARE, YOUNG_MAX_DELAY_MS) * jitter());

	const adaptive = (ageMs: number, percent: number | undefined): number => {
		if (percent === undefined || (latest && percent < latest.percent)) {
			earlier = undefined;
			latest = percent === undefined ? undefined : { ageMs, percent };
			return standingStill(ageMs, 0);
		}
		if (percent === 0) {
			latest = { ageMs, percent };
			return young(ageMs);
		}
		if (percent === latest?.percent) return standingStill(ageMs, latest.ageMs);
		earlier = latest;
		latest = { ageMs, percent };
		return percent === 100 ? MIN_DELAY_MS : delayTowardsPredictedEnd(latest, earlier);
	};

	return {
		firstDelayMs() {
			if (pollIntervalMs > 0) return pollIntervalMs;
			const quickestMs = untilQuickest(0, earlierDurationsMs);
			return quickestMs > 0 ? clamp(quickestMs, MIN_DELAY_MS, FIRST_LOOK_MS) : FIRST_LOOK_MS;
		},
		nextDelayMs({ ageMs, progress }) {
			if (pollIntervalMs > 0) return pollIntervalMs;
			const knownAgeMs = Number.isFinite(ageMs) ? Math.max(0, ageMs) : 0;
			return withinBounds(adaptive(knownAgeMs, usablePercent(progress)), knownAgeMs);
		},
	};
}
