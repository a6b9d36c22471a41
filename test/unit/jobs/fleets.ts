import { createFleet, type Fleet } from '../../../nodes/AgentsCode/jobs/fleet';

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

/** A fleet whose members expect their ends at these ages. */
export function fleetExpecting(...endsMs: number[]): Fleet {
	const fleet = createFleet();
	for (const endMs of endsMs) fleet.expect({}, endMs);
	return fleet;
}
