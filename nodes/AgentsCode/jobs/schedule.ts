import { aimAtAgreed, delayTowardsEnd } from './aim';
import { clamp, MAX_DELAY_MS, MIN_DELAY_MS, shortestDelay } from './delayBounds';
import { createFleet, type Fleet } from './fleet';
import type { Sample } from './prediction';

/** What a look at a job that is not finished tells the schedule. */
export interface Look {
	/** Milliseconds since the job was started. */
	ageMs: number;
	/** As the service reported it: 0–100 if it can be used, anything else counts as absent. */
	progress?: unknown;
}

export interface Schedule {
	/** Milliseconds from the start of the job to the first look at it. */
	firstDelayMs(): number;
	/**
	 * Milliseconds that a first look which is due now can still wait, by what other jobs have shown
	 * since the delay began; 0 for none.
	 */
	respiteMs(ageMs: number): number;
	/** Milliseconds from this look to the next. */
	nextDelayMs(look: Look): number;
}

export interface ScheduleOptions {
	/** A number in [0, 1). */
	random: () => number;
	/** A fixed interval that replaces all reckoning; 0 or absent: adaptive. */
	pollIntervalMs?: number;
	/** What other jobs of the same agent show in this execution. */
	fleet?: Fleet;
}

const FIRST_LOOK_MS = 895;
/** Without any hint the delay is a share of the time that passed, which bounds the lateness too. */
const BLIND_SHARE = 0.15;
/** The answer to the next look comes this much later; for short jobs that counts. */
const REQUEST_MS = 50;
/** Still at 0 %, a job that works steadily is at most a hundredth through: there is time. */
const YOUNG_SHARE = 0.35;
const YOUNG_MAX_DELAY_MS = 3500;
/** A job that differs from those that agree is then noticed no later than this after its start. */
const NEAR_END_MS = 6000;
/** No job is expected to finish sooner than this share of the quickest one before it. */
const QUICKEST_SHARE = 0.97;

function usablePercent(progress: unknown): number | undefined {
	if (typeof progress !== 'number' || !(progress >= 0 && progress <= 100)) return undefined;
	return progress;
}

/** What a look tells of how far a job has come; undefined when that says nothing of its end. */
export function sampleOf(progress: unknown, ageMs: number): Sample | undefined {
	const percent = usablePercent(progress) ?? 0;
	return percent > 0 && percent < 100 ? { ageMs, percent } : undefined;
}

/** The age by which the quickest job known so far was all but done; 0 when none is known. */
function quickestEnd(fleet: Fleet): number {
	return (fleet.quickestMs() ?? 0) * QUICKEST_SHARE;
}

/** Where other jobs agree on their end, the first look is taken there: one look may do. */
function firstDelay(fleet: Fleet): number {
	const agreedEndMs = fleet.agreedEnd();
	if (agreedEndMs !== undefined) return clamp(aimAtAgreed(agreedEndMs), MIN_DELAY_MS, MAX_DELAY_MS);
	return clamp(quickestEnd(fleet) || FIRST_LOOK_MS, MIN_DELAY_MS, FIRST_LOOK_MS);
}

/** A first look that others have made needless waits for the end on which they agree, if it is near. */
function respite(fleet: Fleet, ageMs: number): number {
	const agreedEndMs = fleet.agreedEnd() ?? Infinity;
	const delayMs = agreedEndMs <= NEAR_END_MS ? aimAtAgreed(agreedEndMs) - ageMs : 0;
	return delayMs >= MIN_DELAY_MS ? delayMs : 0;
}

function blindDelay(passedMs: number, jitter: number): number {
	return Math.min(passedMs * BLIND_SHARE - REQUEST_MS, MAX_DELAY_MS) * jitter;
}

function youngDelay(ageMs: number, jitter: number): number {
	return Math.min(ageMs * YOUNG_SHARE, YOUNG_MAX_DELAY_MS) * jitter;
}

function everyInterval(intervalMs: number): Schedule {
	return { firstDelayMs: () => intervalMs, respiteMs: () => 0, nextDelayMs: () => intervalMs };
}

/**
 * Decides when to look at one job again. Progress only ever makes this smarter: whatever it claims,
 * delays stay between a quarter of a second and 30 s (or the job's own age, if that is more).
 *
 * - Progress moves: the next look is aimed at the predicted end, or checks a doubtful prediction.
 * - Progress is reported and still 0: delays grow faster, since the job has hardly begun.
 * - Progress is absent, unusable, or stands still: 15 % of the time that has passed since the start,
 *   or since it last moved, less what the request takes itself, but never beyond 30 s. If earlier jobs of the same agent all took
 *   longer, the delay may double the age.
 * - Jobs of the same agent run side by side and agree on when they end: that is believed before a
 *   first look of one's own, and more than a single one. A first look is left out where the others
 *   have agreed on a near end by the time it is due.
 *
 * One schedule serves one job. It keeps no clock: ages are handed in.
 */
export function createSchedule(options: ScheduleOptions): Schedule {
	const { random, pollIntervalMs = 0, fleet = createFleet() } = options;
	return pollIntervalMs > 0 ? everyInterval(pollIntervalMs) : new AdaptiveSchedule(random, fleet);
}

class AdaptiveSchedule implements Schedule {
	private readonly job = {};
	/** What was seen since progress last began to rise. */
	private samples: Sample[] = [];

	constructor(
		private readonly random: () => number,
		private readonly fleet: Fleet,
	) {}

	firstDelayMs(): number {
		return firstDelay(this.fleet);
	}

	respiteMs(ageMs: number): number {
		return respite(this.fleet, ageMs);
	}

	nextDelayMs({ ageMs, progress }: Look): number {
		const knownAgeMs = Number.isFinite(ageMs) ? Math.max(0, ageMs) : 0;
		const delayMs = this.delayAfter(knownAgeMs, usablePercent(progress));
		return Math.max(delayMs, shortestDelay(knownAgeMs));
	}

	private delayAfter(ageMs: number, percent: number | undefined): number {
		const before = this.samples.at(-1);
		if (before && before.percent > 0 && percent === before.percent) {
			return this.delayStandingStill(ageMs, before.ageMs);
		}
		const hasRisen = percent !== undefined && percent > (before?.percent ?? 0);
		if (hasRisen) return this.delayAfterRise({ ageMs, percent });
		const isYoung = percent === 0 && !(before && before.percent > 0);
		this.samples = percent === undefined ? [] : [{ ageMs, percent }];
		const delayMs = this.delayStandingStill(ageMs, 0);
		return isYoung ? Math.max(delayMs, youngDelay(ageMs, this.jitter())) : delayMs;
	}

	private delayAfterRise(sample: Sample): number {
		this.samples.push(sample);
		if (sample.percent === 100) return MIN_DELAY_MS;
		return delayTowardsEnd(this.samples, (endMs) => this.fleet.expect(this.job, endMs));
	}

	private delayStandingStill(ageMs: number, sinceMs: number): number {
		const tillQuickestMs = quickestEnd(this.fleet) - ageMs;
		const hopefulMs = Math.min(tillQuickestMs, ageMs, MAX_DELAY_MS);
		return Math.max(blindDelay(ageMs - sinceMs, this.jitter()), hopefulMs);
	}

	private jitter(): number {
		return 0.9 + 0.1 * this.random();
	}
}
