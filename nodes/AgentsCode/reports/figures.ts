import { endOf, startOf } from '../api/runDates';
import type { Run } from '../api/shapes';
import { isFinal, readStatus } from '../jobs/status';
import { DurationSketch } from './durationSketch';
import { ExactSum } from './exactSum';

/** What a report says of some runs. `runs` is the sum of the four counts that follow it. */
export interface Figures {
	runs: number;
	completed: number;
	failed: number;
	cancelled: number;
	/** Neither completed, failed nor cancelled when the history was read. */
	unfinished: number;
	/** Completed runs among the finished ones, 0 to 1; null as long as none is finished. */
	successRate: number | null;
	/** The exact sum of the rows. */
	creditsUsed: number;
	/** Of finished runs that tell their duration; null when none does. */
	averageDurationSeconds: number | null;
	/** Exact for up to 1,000 runs, within 1 % for more; null when no finished run tells its duration. */
	p95DurationSeconds: number | null;
}

/** Credits of a row; one that tells none, or no number, used none. */
function creditsOf(run: Run): number {
	const raw: unknown = run.creditsUsed;
	const credits = typeof raw === 'string' ? Number(raw) : raw;
	return typeof credits === 'number' && Number.isFinite(credits) ? credits : 0;
}

/** Seconds that a finished run took, told or seen from its dates; NaN when neither can be read. */
function durationOf(run: Run): number {
	const told = run.duration;
	if (typeof told === 'number' && told >= 0 && told !== Infinity) return told;
	const seconds = (endOf(run) - startOf(run)) / 1000;
	return seconds >= 0 ? seconds : NaN;
}

function rounded(value: number, digits: number): number {
	const factor = 10 ** digits;
	return Math.round(value * factor) / factor;
}

/** Four digits; 1 is kept for runs that were all completed, and 0 for none. */
function rateOf(completed: number, finished: number): number | null {
	if (finished === 0) return null;
	const rate = rounded(completed / finished, 4);
	const isMixed = completed > 0 && completed < finished;
	return isMixed ? Math.min(Math.max(rate, 0.0001), 0.9999) : rate;
}

/** Runs go in one by one and are not kept; figures come out at any time. */
export class FigureFold {
	private counts = { completed: 0, failed: 0, cancelled: 0, unfinished: 0 };
	private credits = new ExactSum();
	private seconds = new ExactSum();
	private timedRuns = 0;
	private sketch = new DurationSketch();

	add(run: Run): void {
		this.credits.add(creditsOf(run));
		const status = readStatus(run.status);
		this.counts[isFinal(status) ? status : 'unfinished']++;
		const seconds = isFinal(status) ? durationOf(run) : NaN;
		if (Number.isNaN(seconds)) return;
		this.timedRuns++;
		this.seconds.add(seconds);
		this.sketch.add(seconds);
	}

	/** Rates are rounded to four digits, durations to milliseconds. */
	figures(): Figures {
		const { completed, failed, cancelled, unfinished } = this.counts;
		const finished = completed + failed + cancelled;
		const p95 = this.sketch.p95();
		return {
			runs: finished + unfinished,
			...this.counts,
			successRate: rateOf(completed, finished),
			creditsUsed: this.credits.toNumber(),
			averageDurationSeconds:
				this.timedRuns === 0 ? null : rounded(this.seconds.toNumber() / this.timedRuns, 3),
			p95DurationSeconds: p95 === undefined ? null : rounded(p95, 3),
		};
	}
}
