import { delayTowardsEnd } from './aim';
import { blindDelay, watchfulDelay, youngDelay, type Blind } from './blindDelays';
import { MIN_DELAY_MS, shortestDelay } from './delayBounds';
import { createFleet, quickestEnd, type Fleet } from './fleet';
import { FleetMember } from './fleetMember';
import { later, predictEnd, type Sample } from './prediction';
import { readStatus } from './status';

/** What a look at a job that is not finished tells the schedule. */
export interface Look {
	/** Milliseconds since the job was started. */
	ageMs: number;
	/** As the service reported it: 0–100 if it can be used, anything else counts as absent. */
	progress?: unknown;
	/** As the service reported it. */
	status?: unknown;
}

export interface Schedule {
	/**
	 * Milliseconds to the first look at the job.
	 *
	 * @param ageMs its age by now: 0, unless the wait for it is taken up again
	 */
	firstDelayMs(ageMs?: number): number;
	/**
	 * To be asked when a look is due: milliseconds that it can still wait, by what other jobs have shown
	 * since the delay began; 0 when it is to be taken.
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

function usablePercent(progress: unknown): number | undefined {
	if (typeof progress !== 'number' || !(progress >= 0 && progress <= 100)) return undefined;
	return progress;
}

/** Whether a job has yet to begin. One that has come somewhere works, whatever its status says. */
function isQueued({ status, progress }: Look): boolean {
	return readStatus(status) === 'queued' && !((usablePercent(progress) ?? 0) > 0);
}

/**
 * What a look tells of how far a job has come, 0 % where it has yet to begin; undefined when that says
 * nothing of its end.
 */
export function sampleOf(look: Look): Sample | undefined {
	const percent = isQueued(look) ? 0 : usablePercent(look.progress);
	return percent === undefined || percent === 100 ? undefined : { ageMs: look.ageMs, percent };
}

function everyInterval(intervalMs: number): Schedule {
	return { firstDelayMs: () => intervalMs, respiteMs: () => 0, nextDelayMs: () => intervalMs };
}

/**
 * Decides when to look at one job again. Progress only ever makes this smarter: whatever it claims,
 * delays stay between a quarter of a second and 30 s (or the job's own age, if that is more).
 *
 * - The job was seen queued: what follows is reckoned from then on, and not from its start.
 * - Progress moves: the next look is aimed at the predicted end, or checks a doubtful prediction.
 * - Progress is reported and still 0: delays grow faster, since the job has hardly begun.
 * - Progress is absent, unusable, or stands still: 15 % of the time that has passed since the start,
 *   or since it last moved, less what the request takes itself, but never beyond 30 s. If earlier jobs
 *   of the same agent all took longer, the delay may double the age; about as old as the quickest of
 *   them, it is 3.4 % of the age.
 * - Jobs of the same agent run side by side and agree on when they end: that is relied on before a
 *   first look of one's own, and more than on a single one that is like it. A first look is left out
 *   where the others have agreed on a near end by the time it is due. Until the end they are asked
 *   again and again whether they still agree, and on what; that takes no request. Every sixteenth
 *   looks for itself.
 *
 * One schedule serves one job. It keeps no clock: ages are handed in.
 */
export function createSchedule(options: ScheduleOptions): Schedule {
	const { random, pollIntervalMs = 0, fleet = createFleet() } = options;
	return pollIntervalMs > 0 ? everyInterval(pollIntervalMs) : new AdaptiveSchedule(random, fleet);
}

class AdaptiveSchedule implements Schedule {
	private readonly member: FleetMember;
	/** What was seen since progress last began to rise. */
	private samples: Sample[] = [];
	/** The age at which the job was last seen queued; all reckoning counts from there. */
	private queuedMs = 0;

	constructor(
		private readonly random: () => number,
		private readonly fleet: Fleet,
	) {
		this.member = new FleetMember(fleet);
	}

	firstDelayMs(ageMs = 0): number {
		return this.member.firstDelayMs(ageMs);
	}

	respiteMs(ageMs: number): number {
		return this.member.respiteMs(ageMs);
	}

	nextDelayMs(look: Look): number {
		this.member.goAlone();
		const ageMs = Number.isFinite(look.ageMs) ? Math.max(0, look.ageMs) : 0;
		const percent = usablePercent(look.progress);
		if (isQueued(look)) {
			return Math.max(this.delayWhileQueued(ageMs, percent), shortestDelay(ageMs));
		}
		const workedMs = Math.max(0, ageMs - this.queuedMs);
		return Math.max(this.delayAfter(workedMs, percent), shortestDelay(workedMs));
	}

	private delayWhileQueued(ageMs: number, percent: number | undefined): number {
		this.queuedMs = ageMs;
		this.samples = [];
		return Math.max(blindDelay(this.blind(ageMs)), this.youngDelay(ageMs, percent));
	}

	private delayAfter(ageMs: number, percent: number | undefined): number {
		const before = this.samples.at(-1);
		const hadBegun = before !== undefined && before.percent > 0;
		if (hadBegun && percent === before.percent) {
			return watchfulDelay(this.blind(ageMs, before.ageMs));
		}
		const hasRisen = percent !== undefined && percent > (before?.percent ?? 0);
		if (hasRisen) return this.delayAfterRise({ ageMs, percent });
		this.samples = percent === undefined ? [] : [{ ageMs, percent }];
		const delayMs = watchfulDelay(this.blind(ageMs));
		return hadBegun ? delayMs : Math.max(delayMs, this.youngDelay(ageMs, percent));
	}

	private delayAfterRise(sample: Sample): number {
		this.samples.push(sample);
		if (sample.percent === 100) return MIN_DELAY_MS;
		const prediction = predictEnd(this.samples);
		// Other jobs count from their starts; this one may count from later on.
		const sinceStart = later(prediction, this.queuedMs);
		const isFirst = this.samples.length === 1;
		this.member.tell(sinceStart, !isFirst);
		// It may have begun long after it was seen queued: then it works faster than this sample tells.
		const mostMs = isFirst && this.queuedMs > 0 ? sample.ageMs : Infinity;
		const byOthersMs = isFirst
			? this.member.delayIfLike(sample.ageMs + this.queuedMs, sinceStart.endMs, mostMs)
			: undefined;
		return byOthersMs ?? Math.min(delayTowardsEnd(this.samples, prediction), mostMs);
	}

	private youngDelay(ageMs: number, percent: number | undefined): number {
		return percent === 0 ? youngDelay(ageMs, this.jitter()) : 0;
	}

	private blind(ageMs: number, sinceMs = 0): Blind {
		return { ageMs, sinceMs, quickestEndMs: quickestEnd(this.fleet), jitter: this.jitter() };
	}

	private jitter(): number {
		return 0.9 + 0.1 * this.random();
	}
}
