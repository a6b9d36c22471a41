import { MAX_DELAY_MS } from './delayBounds';

/** Without any hint the delay is a share of the time that passed, which bounds the lateness too. */
const BLIND_SHARE = 0.15;
/** The answer to the next look comes this much later; for short jobs that counts. */
const REQUEST_MS = 50;
/** Still at 0 %, a job that works steadily is at most a hundredth through: there is time. */
const YOUNG_SHARE = 0.35;
const YOUNG_MAX_DELAY_MS = 3500;
/** A delay that doubles the age may be so many times the age if no other is needed then. */
const LAST_LEAP = 1.15;
/**
 * At the age at which others have ended, a job is looked at by this share of it: with the second look
 * just after the quickest's end, …
 */
const DUE_SHARE = 0.034;
/** … until it is so much older than the quickest: then it is of another kind. */
const DUE_UNTIL = 1.15;

/** A job that tells nothing of its end, as it was seen last. */
export interface Blind {
	ageMs: number;
	/** Since when it tells nothing. */
	sinceMs: number;
	/** Before this age none has ended so far; 0 when that is not known. */
	quickestEndMs: number;
	/** Between 0 and 1. */
	jitter: number;
}

/** A share of the time that has passed, or the time until the quickest have ended, if that is more. */
export function blindDelay({ ageMs, sinceMs, quickestEndMs, jitter }: Blind): number {
	const shareMs = Math.min((ageMs - sinceMs) * BLIND_SHARE - REQUEST_MS, MAX_DELAY_MS) * jitter;
	const aheadMs = quickestEndMs - ageMs;
	const leapMs = aheadMs <= ageMs * LAST_LEAP ? aheadMs : ageMs;
	return Math.max(shareMs, Math.min(leapMs, aheadMs, MAX_DELAY_MS));
}

/** The same, but no further than to the age at which others have ended, and in small steps from there. */
export function watchfulDelay(blind: Blind): number {
	const { ageMs, quickestEndMs } = blind;
	const delayMs = blindDelay(blind);
	if (ageMs < quickestEndMs) return Math.min(delayMs, quickestEndMs - ageMs);
	return ageMs < DUE_UNTIL * quickestEndMs ? Math.min(delayMs, DUE_SHARE * ageMs) : delayMs;
}

/** How long a job can be left alone that is known to have hardly begun. */
export function youngDelay(ageMs: number, jitter: number): number {
	return Math.min(ageMs * YOUNG_SHARE, YOUNG_MAX_DELAY_MS) * jitter;
}
