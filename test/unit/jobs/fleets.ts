import { createFleet, type Fleet } from '../../../nodes/AgentsCode/jobs/fleet';
import type { Guess } from '../../../nodes/AgentsCode/jobs/prediction';

/** The ends of the scale from which delays are drawn. */
export const slowest = () => 0.999_999;
export const quickest = () => 0;

/** The shortest delay so long after the last that is known: 15 %, and the answer takes 50 ms itself. */
export const blind = (passedMs: number) => 0.9 * (0.15 * passedMs - 50);

/** A fleet in which jobs have taken so long. */
export function fleetOf(...durationsMs: number[]): Fleet {
	const fleet = createFleet();
	for (const durationMs of durationsMs) fleet.finished(durationMs);
	return fleet;
}

/** A guess that is as good as certain, or leaves so much open on either side. */
export function guessAt(endMs: number, openMs = 0): Guess {
	return { endMs, earliestMs: endMs - openMs, latestMs: endMs + openMs };
}

/** A fleet whose members expect their ends at about these ages. */
export function fleetExpecting(...endsMs: number[]): Fleet {
	const fleet = createFleet();
	for (const endMs of endsMs) fleet.expect({}, guessAt(endMs, 0.03 * endMs));
	return fleet;
}

export function alike(count: number, lengthMs: number): number[] {
	return Array.from({ length: count }, () => lengthMs);
}
