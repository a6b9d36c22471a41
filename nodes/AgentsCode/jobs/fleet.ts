import { clamp } from '../api/clamp';
import type { Guess } from './prediction';

/** Guesses count as one when they lie this close to their median, as a share of it. */
const AGREEMENT = 0.06;
/** Guesses that a later look has checked are sharper, and so is what counts as one. */
const CHECKED_AGREEMENT = 0.03;
/** So many jobs must have been seen before their agreement means anything … */
const QUORUM = 4;
/** … and so many of them a second time, before that says more than the first. */
const CHECKED_QUORUM = 2;
/** So many of them may be different, out of all. */
const OUTLIER_SHARE = 0.1;
/** The latest so many jobs speak for all: jobs may change, and a workflow may run thousands. */
const SPOKESMEN = 64;
/** No job is expected to finish sooner than this share of the quickest one before it. */
const QUICKEST_SHARE = 0.97;
/** One job in so many looks for itself: only so it shows that jobs have become shorter than is agreed. */
const SCOUT_EVERY = 16;

/**
 * What the jobs of one agent have shown, within one execution, of how long such jobs take. Jobs
 * that run side by side serve each other as scouts.
 */
export interface Fleet {
	/** Notes when a job should end, as an age in milliseconds, by the first that is known of it. */
	expect(job: object, guess: Guess): void;
	/** Notes what a later look has made of that; undefined when there is no telling any more. */
	check(job: object, guess: Guess | undefined): void;
	/** Notes how long a job took. One that took clearly less than is agreed ends the agreement. */
	finished(durationMs: number): void;
	/**
	 * The age at which jobs should end: they look alike at first, and those that were looked at again
	 * still do. Undefined when there is no such age.
	 */
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

/** What guesses that count as one say together: their median, within what none of them rules out. */
function together(guesses: Guess[], medianMs: number): number {
	const earliestMs = Math.max(...guesses.map((guess) => guess.earliestMs));
	const latestMs = Math.min(...guesses.map((guess) => guess.latestMs));
	if (earliestMs > latestMs) return (earliestMs + latestMs) / 2;
	return clamp(medianMs, earliestMs, latestMs);
}

/** The end that nearly all guesses are close to. One that can't be told any more is close to none. */
function agreedOn(guesses: Array<Guess | undefined>, closeness: number): number | undefined {
	const known = guesses.filter((guess) => guess !== undefined);
	const medianMs = medianOf(known.map(({ endMs }) => endMs));
	const alike = known.filter(({ endMs }) => Math.abs(endMs - medianMs) <= closeness * medianMs);
	const outliers = guesses.length - alike.length;
	return outliers <= OUTLIER_SHARE * guesses.length ? together(alike, medianMs) : undefined;
}

/** The latest word of each of the latest jobs. */
class Guesses {
	private readonly byJob = new Map<object, Guess | undefined>();

	note(job: object, guess: Guess | undefined): void {
		this.byJob.set(job, guess);
		const [oldest] = this.byJob.keys();
		if (this.byJob.size > SPOKESMEN) this.byJob.delete(oldest);
	}

	agreedOn(quorum: number, closeness: number): number | undefined {
		if (this.byJob.size < quorum) return undefined;
		return agreedOn([...this.byJob.values()], closeness);
	}

	has(job: object): boolean {
		return this.byJob.has(job);
	}

	get size(): number {
		return this.byJob.size;
	}

	clear(): void {
		this.byJob.clear();
	}
}

export function createFleet(): Fleet {
	return new LearningFleet();
}

class LearningFleet implements Fleet {
	private readonly first = new Guesses();
	private readonly checked = new Guesses();
	private quickest?: number;
	private begun = 0;

	expect(job: object, guess: Guess): void {
		// How alike jobs look at first can only be told from what was known of each at first.
		if (!this.first.has(job)) this.first.note(job, guess);
	}

	check(job: object, guess: Guess | undefined): void {
		this.checked.note(job, guess);
	}

	finished(durationMs: number): void {
		this.quickest = Math.min(durationMs, this.quickest ?? Infinity);
		if (durationMs >= (1 - AGREEMENT) * (this.agreedEnd() ?? 0)) return;
		this.first.clear();
		this.checked.clear();
	}

	agreedEnd(): number | undefined {
		const alikeMs = this.first.agreedOn(QUORUM, AGREEMENT);
		if (alikeMs === undefined || this.checked.size < CHECKED_QUORUM) return alikeMs;
		return this.checked.agreedOn(CHECKED_QUORUM, CHECKED_AGREEMENT);
	}

	quickestMs(): number | undefined {
		return this.quickest;
	}

	isScout(): boolean {
		return ++this.begun % SCOUT_EVERY === 0;
	}
}

/** The age by which the quickest job known so far was all but done; 0 when none is known. */
export function quickestEnd(fleet: Fleet): number {
	return (fleet.quickestMs() ?? 0) * QUICKEST_SHARE;
}
