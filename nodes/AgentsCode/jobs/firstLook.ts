import { clamp } from '../api/clamp';
import { aimAtAgreed } from './aim';
import { MIN_DELAY_MS } from './delayBounds';
import { quickestEnd, type Fleet } from './fleet';

const FIRST_LOOK_MS = 895;
/** A job that differs from those that agree is then noticed no later than this after its start. */
const NEAR_END_MS = 6000;

/** Milliseconds from a job's start to its first look, where others do not agree on their end. */
export function firstDelay(fleet: Fleet): number {
	return clamp(quickestEnd(fleet) || FIRST_LOOK_MS, MIN_DELAY_MS, FIRST_LOOK_MS);
}

/** Whether a first look that is due can be left out, since the end on which others agree is near. */
export function isNearEnd(agreedEndMs: number, ageMs: number): boolean {
	return agreedEndMs <= NEAR_END_MS && aimAtAgreed(agreedEndMs) - ageMs >= MIN_DELAY_MS;
}
