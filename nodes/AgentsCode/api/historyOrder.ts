import type { Run } from './shapes';

function timeOf(date: string | null | undefined): number {
	return typeof date === 'string' ? Date.parse(date) : NaN;
}

/** Epoch milliseconds of a run's start; NaN when it is missing or broken. */
export function startOf(run: Run): number {
	return timeOf(run.startedAt);
}

/** Epoch milliseconds of a run's end; NaN when it is missing or broken. */
export function endOf(run: Run): number {
	return timeOf(run.completedAt);
}

/** Watches whether rows arrive newest first by one of their dates. */
class NewestFirst {
	private last = Infinity;
	private holds = true;

	constructor(private readonly dateOf: (run: Run) => number) {}

	see(run: Run): void {
		const at = this.dateOf(run);
		if (Number.isNaN(at)) return;
		if (at > this.last) this.holds = false;
		this.last = at;
	}

	/** True once dates have been seen and none was out of order, and the last lies before `at`. */
	isBefore(at: number): boolean {
		return this.holds && this.last < at;
	}
}

/**
 * Tells when a walk through the history may end because no later row can have started after a date.
 *
 * The reference does not say how the history is ordered, so the rows themselves must show it: only
 * while they come newest first, by start or by end, can the rest be left unread.
 *
 * @param startedAfterMs epoch milliseconds
 * @returns asks for each page's rows in turn; true when no further page is needed
 */
export function reachesBefore(startedAfterMs: number): (runs: readonly Run[]) => boolean {
	const byStart = new NewestFirst(startOf);
	const byEnd = new NewestFirst(endOf);
	return (runs) => {
		for (const run of runs) {
			byStart.see(run);
			byEnd.see(run);
		}
		const allBefore = runs.every((run) => {
			const dates = [startOf(run), endOf(run)].filter((at) => !Number.isNaN(at));
			return dates.length > 0 && dates.every((at) => at < startedAfterMs);
		});
		return allBefore && (byStart.isBefore(startedAfterMs) || byEnd.isBefore(startedAfterMs));
	};
}
