import { clamp } from './clamp';

/** The pace that is kept once the service has refused something. */
export interface Pace {
	perSecond: number;
	sinceMs: number;
	lastSlotMs: number;
	/** It was founded on next to nothing, and has not been refused yet. */
	isGuess: boolean;
}

/** What was seen to pass, before and while the first refusal came in. */
export interface Evidence {
	refusedAtMs: number;
	acceptedAtMs: readonly number[];
	/** The most that ever passed within a second. */
	best: number;
}

/** The span that what has passed is counted in. */
export const WINDOW_MS = 1000;

/** Of the rate that was seen to pass, what is asked for at first. */
const CAUTION = 0.9;
/** Where nothing was seen to pass, there is nothing to go by. */
const UNKNOWN_PER_SECOND = 1;
const LOWEST_PER_SECOND = 0.25;
/** Fewer than these tell what was asked for, and not what the service allows. */
const TELLING_COUNT = 5;
/** More has passed in another second: something else was in the way, and this much of it is asked for. */
const SHARE_OF_BEST = 0.5;
/** Refused again, the pace falls, but to no less than half: one window tells little. */
const STEEPEST_FALL = 0.5;
/** Each refusal stops everybody, so the limit is felt for slowly, and not at once. */
const STEADY_MS = 5000;
const RISE_PER_SECOND = 1.04;
/** A guess is as likely far too low, and soon found out by a rise that is quick. */
const GUESS_STEADY_MS = 1000;
const GUESS_RISE_PER_SECOND = 1.5;
/** At this rate, or after this long without a request, there is nothing left to pace. */
const FREE_PER_SECOND = 100;
const QUIET_MS = 10_000;

/** Requests a second by now. */
export function rateAt(pace: Pace, nowMs: number): number {
	const [steadyMs, rise] = pace.isGuess
		? [GUESS_STEADY_MS, GUESS_RISE_PER_SECOND]
		: [STEADY_MS, RISE_PER_SECOND];
	const risingForMs = Math.max(0, nowMs - pace.sinceMs - steadyMs);
	return pace.perSecond * rise ** (risingForMs / 1000);
}

/** Whether there is nothing left to pace. */
export function hasFaded(pace: Pace, nowMs: number): boolean {
	return nowMs - pace.lastSlotMs > QUIET_MS || rateAt(pace, nowMs) >= FREE_PER_SECOND;
}

export type PaceFound = Pick<Pace, 'perSecond' | 'isGuess'>;

function passedWithin(spanMs: number, { acceptedAtMs, refusedAtMs }: Evidence): number {
	return acceptedAtMs.filter((at) => at > refusedAtMs - spanMs).length;
}

/**
 * The pace after a pause where none was kept before. What passed in the last second may be all that
 * was asked for, so the best second there was counts too.
 */
export function firstPace(evidence: Evidence): PaceFound {
	const passed = passedWithin(WINDOW_MS, evidence);
	const cautious = passed > 0 ? CAUTION * passed : UNKNOWN_PER_SECOND;
	return {
		perSecond: Math.max(cautious, SHARE_OF_BEST * evidence.best),
		isGuess: Math.max(passed, evidence.best) < TELLING_COUNT,
	};
}

/** The pace after one that was refused, from what passed while it was kept. */
export function slowerPace(refused: Pace, evidence: Evidence): PaceFound {
	const { refusedAtMs } = evidence;
	const spanMs = clamp(refusedAtMs - refused.sinceMs, 1, WINDOW_MS);
	const cautious = (CAUTION * passedWithin(spanMs, evidence) * 1000) / spanMs;
	const refusedRate = rateAt(refused, refusedAtMs);
	const perSecond = clamp(cautious, refusedRate * STEEPEST_FALL, refusedRate * CAUTION);
	return { perSecond: Math.max(LOWEST_PER_SECOND, perSecond), isGuess: false };
}
