/** As long as there are no more values than this, the answer is exact. */
export const EXACT_UP_TO = 1000;
/** Beyond, it differs from the exact one by this fraction of it at most. */
export const RELATIVE_ERROR = 0.01;

const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
/** Shorter and longer runs than these share a bucket with them: a millisecond, and 31 years. */
const SHORTEST_SECONDS = 1e-3;
const LONGEST_SECONDS = 1e9;

function bucketOf(seconds: number): number {
	const within = Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, seconds));
	return Math.ceil(Math.log(within) / Math.log(GROWTH));
}

/** The value whose relative distance to both ends of its bucket is the same. */
function middleOf(bucket: number): number {
	return (2 * GROWTH ** bucket) / (GROWTH + 1);
}

/**
 * The 95th percentile of durations, in bounded memory: the values themselves while they are few,
 * then a histogram of at most about 1,400 buckets that grow with the values. The answer depends on
 * the values alone, never on their order.
 *
 * Quantiles by nearest rank; buckets as in DDSketch (Masson, Rim and Lee, 2019).
 */
export class DurationSketch {
	private count = 0;
	private values: number[] = [];
	private buckets?: Map<number, number>;
	private least = Infinity;
	private most = 0;

	/** @param seconds zero or more */
	add(seconds: number): void {
		this.count++;
		this.least = Math.min(this.least, seconds);
		this.most = Math.max(this.most, seconds);
		if (this.buckets) return this.addToBucket(this.buckets, seconds);
		this.values.push(seconds);
		if (this.count > EXACT_UP_TO) this.turnIntoHistogram();
	}

	/** In seconds; undefined without any value. */
	p95(): number | undefined {
		if (this.count === 0) return undefined;
		const rank = Math.ceil((this.count * 95) / 100);
		if (!this.buckets) return [...this.values].sort((a, b) => a - b)[rank - 1];
		return Math.min(this.most, Math.max(this.least, this.valueAt(this.buckets, rank)));
	}

	private addToBucket(buckets: Map<number, number>, seconds: number): void {
		const bucket = bucketOf(seconds);
		buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
	}

	private turnIntoHistogram(): void {
		const buckets = new Map<number, number>();
		for (const seconds of this.values) this.addToBucket(buckets, seconds);
		this.values = [];
		this.buckets = buckets;
	}

	private valueAt(buckets: Map<number, number>, rank: number): number {
		let passed = 0;
		for (const bucket of [...buckets.keys()].sort((a, b) => a - b)) {
			passed += buckets.get(bucket) ?? 0;
			if (passed >= rank) return middleOf(bucket);
		}
		return this.most;
	}
}
