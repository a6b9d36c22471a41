import { clamp } from '../api/clamp';
import { aimAtAgreed } from './aim';
import { MAX_DELAY_MS, MIN_DELAY_MS } from './delayBounds';
import { quickestEnd, type Fleet } from './fleet';

const FIRST_LOOK_MS = 895;
/** A job that differs from those that agree is then noticed no later than this after its start. */
const NEAR_END_MS = 6000;

/** Where other jobs agree on their end, the first look is taken there: one look may do. */
export function firstDelay(fleet: Fleet, isScout: boolean): number {
	const agreedEndMs = isScout ? undefined : fleet.agreedEnd();
	if (agreedEndMs !== undefined) return clamp(aimAtAgreed(agreedEndMs), MIN_DELAY_MS, MAX_DELAY_MS);
	return clamp(quickestEnd(fleet) || FIRST_LOOK_MS, MIN_DELAY_MS, FIRST_LOOK_MS);
}

/** A first look that others have made needless waits for the end on which they agree, if it is near. */
export function respite(fleet: Fleet, ageMs: number): number {
	const agreedEndMs = fleet.agreedEnd() ?? Infinity;
	const delayMs = agreedEndMs <= NEAR_END_MS ? aimAtAgreed(agreedEndMs) - ageMs : 0;
	return delayMs >= MIN_DELAY_MS ? delayMs : 0;
}
