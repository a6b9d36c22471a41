/** Guesses count as one when they lie this close to their median, as a share of it. */
const AGREEMENT = 0.06;
/** So many jobs must have been seen before their agreement means anything. */
const QUORUM = 4;
/** So many of them may be different, out of all. */
const OUTLIER_SHARE = 0.1;
/** No job is expected to finish sooner than this share of the quickest one before it. */
const QUICKEST_SHARE = 0.97;
/** One job in so many looks for itself: only so it shows that jobs have become shorter than is agreed. */
const SCOUT_EVERY = 16;

/**
 * What the jobs of one agent have shown, within one execution, of how long such jobs take. Jobs
 * that run side by side serve each other as scouts.
 */
export interface Fleet {
	/**
	 * Notes when a job should end, as an age in milliseconds; a later guess replaces an earlier one.
	 * @returns the agreed end, as `agreedEnd` gives it
	 */
	expect(job: object, endMs: number): number | undefined;
	/** Notes how long a job took. One that took clearly less than is agreed ends the agreement. */
	finished(durationMs: number): void;
	/** The age at which jobs should end, if those that were guessed at agree on it. */
	agreedEnd(): number | undefined;
	/** How long the quickest finished job took. */
	quickestMs(): number | undefined;
	/** To be asked once for each job: whether it looks for itself, whatever the others agree on. */
	isScout(): boolean;
}

function medianOf(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}

export function createFleet(): Fleet {
	const guesses = new Map<object, number>();
	let quickestMs: number | undefined;
	let begun = 0;

	const agreedEnd = () => {
		if (guesses.size < QUORUM) return undefined;
		const ends = [...guesses.values()];
		const median = medianOf(ends);
		const outliers = ends.filter((end) => Math.abs(end - median) > AGREEMENT * median).length;
		return outliers <= OUTLIER_SHARE * ends.length ? median : undefined;
	};

	return {
		expect(job, endMs) {
			guesses.set(job, endMs);
			return agreedEnd();
		},
		finished(durationMs) {
			quickestMs = Math.min(durationMs, quickestMs ?? Infinity);
			if (durationMs < (1 - AGREEMENT) * (agreedEnd() ?? 0)) guesses.clear();
		},
		agreedEnd,
		quickestMs: () => quickestMs,
		isScout: () => ++begun % SCOUT_EVERY === 0,
	};
}

/** The age by which the quickest job known so far was all but done; 0 when none is known. */
export function quickestEnd(fleet: Fleet): number {
	return (fleet.quickestMs() ?? 0) * QUICKEST_SHARE;
}
