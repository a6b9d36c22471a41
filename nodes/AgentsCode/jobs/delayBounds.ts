import { clamp } from '../api/clamp';

export const MIN_DELAY_MS = 250;
export const MAX_DELAY_MS = 30_000;

/** Progress may creep or play tricks: looks never follow each other closer than this share of the age. */
const MIN_SHARE = 0.01;
/** Progress may jump: what a job's own progress promises is never trusted further than this many times its age. */
const MAX_LEAP = 4;

/** A quarter of a second, or 1 % of a long job's age. */
export function shortestDelay(ageMs: number): number {
	return clamp(ageMs * MIN_SHARE, MIN_DELAY_MS, MAX_DELAY_MS);
}

/** Four times the age of a young job, then 30 s, and the job's own age once that is more. */
export function longestLeap(ageMs: number): number {
	return Math.min(ageMs * MAX_LEAP, Math.max(ageMs, MAX_DELAY_MS));
}
