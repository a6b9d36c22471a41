import type { Run } from './shapes';

function timeOf(date: string | null | undefined): number {
	return typeof date === 'string' ? Date.parse(date) : NaN;
}

/** Epoch milliseconds of a run's start; NaN when it is missing or broken. */
export function startOf(run: Pick<Run, 'startedAt'>): number {
	return timeOf(run.startedAt);
}

/** Epoch milliseconds of a run's end; NaN when it is missing or broken. */
export function endOf(run: Pick<Run, 'completedAt'>): number {
	return timeOf(run.completedAt);
}
