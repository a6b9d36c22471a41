import { endOf, startOf } from '../../api/runDates';
import type { Run } from '../../api/shapes';

/** Fewer rows than these may stand in any order by chance. */
const MIN_STEPS = 5;

function steps(dates: number[]): { up: number; down: number } {
	const sound = dates.filter((ms) => !Number.isNaN(ms));
	const changes = sound.slice(1).map((ms, index) => ms - sound[index]);
	return {
		up: changes.filter((change) => change > 0).length,
		down: changes.filter((change) => change < 0).length,
	};
}

/**
 * Whether a page's rows come oldest first, by start or by end. The order of the other date must not
 * speak against it: where jobs end in the reverse order of their start, one of the two always rises.
 */
export function comesOldestFirst(runs: readonly Run[]): boolean {
	const starts = steps(runs.map(startOf));
	const ends = steps(runs.map(endOf));
	const isRising = (one: typeof starts, other: typeof starts) =>
		one.up >= MIN_STEPS && one.down === 0 && other.up > 0;
	return isRising(starts, ends) || isRising(ends, starts);
}
