import {
	firstPace,
	hasFaded,
	rateAt,
	slowerPace,
	WINDOW_MS,
	type Pace,
	type PaceFound,
} from './pace';

/** A 429, as the gate saw it. Times are epoch milliseconds. */
export interface Refusal {
	nowMs: number;
	/** When the refused request went out. */
	sentAtMs: number;
	/** What the service asked for; undefined when it said nothing. */
	retryAfterMs?: number;
}

export interface Pacer {
	/**
	 * @returns 0: the slot is taken, send now; otherwise nothing was taken: sleep that many
	 *   milliseconds and ask again, since a refusal may have come in meanwhile
	 */
	reserve(nowMs: number): number;
	/** A request was answered with anything but 429. */
	accepted(nowMs: number): void;
	refused(refusal: Refusal): void;
}

const FIRST_BACK_OFF_MS = 1000;
/** One's own guess of a pause is a small part of any wait: it must not be what a paid item fails of. */
const LONGEST_BACK_OFF_MS = 10_000;
/** Spread over other executions that share the limit; upwards only, so that no wish is cut short. */
const JITTER_SHARE = 0.1;
const MOST_JITTER_MS = 1000;

/**
 * Decides when the next request of an execution may go. Until the first 429 it never holds anything
 * back. Then all wait as long as the service asks (or 1 s, doubling to 10 s while nothing passes),
 * and set off again one by one, at 90 % of the rate that was seen to pass, or half of the best that
 * ever was. While nothing is refused the rate rises slowly, or quickly where next to nothing is known;
 * after a quiet time the pacing ends.
 *
 * How a gate drives it, for every request:
 * 1. `waitMs = pacer.reserve(clock.now())`; while it is above 0, sleep that long and reserve again.
 * 2. Send, and remember when.
 * 3. On a 429 call `refused` with that time and start over at 1; on anything else call `accepted`.
 *
 * Refusals of requests that were under way when the first one came in belong to the same episode:
 * they may prolong the pause, but count neither as a new one nor as a longer back-off.
 *
 * @param random a number in [0, 1)
 */
export function createPacer({ random }: { random: () => number }): Pacer {
	return new LearningPacer(random);
}

class LearningPacer implements Pacer {
	private acceptedAtMs: number[] = [];
	private best = 0;
	private pausedUntilMs = -Infinity;
	private episodeAtMs = -Infinity;
	private episodesInARow = 0;
	private isSettled = true;
	private pace?: Pace;

	constructor(private readonly random: () => number) {}

	reserve(nowMs: number): number {
		if (nowMs < this.pausedUntilMs) return this.pausedUntilMs - nowMs;
		this.settle(nowMs);
		return this.pace ? this.reserveAt(this.pace, nowMs) : 0;
	}

	accepted(nowMs: number): void {
		if (nowMs >= this.pausedUntilMs) this.episodesInARow = 0;
		const countsFromMs = (this.isSettled ? nowMs : this.episodeAtMs) - WINDOW_MS;
		this.acceptedAtMs = this.acceptedAtMs.filter((at) => at > countsFromMs);
		this.acceptedAtMs.push(nowMs);
		// Until the pause is over more than a second is kept.
		if (this.isSettled) this.best = Math.max(this.best, this.acceptedAtMs.length);
	}

	refused({ nowMs, sentAtMs, retryAfterMs }: Refusal): void {
		const isNewEpisode = sentAtMs > this.episodeAtMs;
		if (isNewEpisode) {
			this.episodeAtMs = nowMs;
			this.episodesInARow++;
			this.isSettled = false;
		}
		const isOwnGuess = retryAfterMs === undefined || this.episodesInARow > 1;
		if (isNewEpisode && isOwnGuess) {
			this.pause(nowMs, Math.max(this.backOffMs(), retryAfterMs ?? 0));
		} else if (retryAfterMs !== undefined) {
			this.pause(nowMs, retryAfterMs);
		}
	}

	private backOffMs(): number {
		const doublings = Math.min(this.episodesInARow - 1, 10);
		return Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** doublings);
	}

	private pause(nowMs: number, forMs: number): void {
		const jitterMs = Math.min(MOST_JITTER_MS, JITTER_SHARE * forMs) * this.random();
		const untilMs = nowMs + forMs + jitterMs;
		this.pausedUntilMs = Math.max(this.pausedUntilMs, untilMs);
	}

	/** After a pause: sets the pace for what follows. */
	private settle(nowMs: number): void {
		if (this.isSettled) return;
		this.pace = { ...this.nextPace(), sinceMs: nowMs, lastSlotMs: -Infinity };
		this.isSettled = true;
	}

	private nextPace(): PaceFound {
		const { acceptedAtMs, best, episodeAtMs: refusedAtMs } = this;
		const evidence = { acceptedAtMs, best, refusedAtMs };
		if (!this.pace) return firstPace(evidence);
		// The first request after a pause was refused: the limit is closed yet, whatever the pace.
		return this.episodesInARow > 1 ? this.pace : slowerPace(this.pace, evidence);
	}

	private reserveAt(pace: Pace, nowMs: number): number {
		const intervalMs = 1000 / rateAt(pace, nowMs);
		const slotMs = pace.lastSlotMs + intervalMs;
		if (nowMs < slotMs) return slotMs - nowMs;
		if (pace.lastSlotMs > -Infinity && hasFaded(pace, nowMs)) this.pace = undefined;
		// Timers fire a little late; that is made up for, or the rate would sag.
		else pace.lastSlotMs = nowMs - slotMs < intervalMs / 2 ? slotMs : nowMs;
		return 0;
	}
}
