/** A 429, as the gate saw it. Times are epoch milliseconds. */
export interface Refusal {
	nowMs: number;
	/** When the refused request went out. */
	sentAtMs: number;
	/** What the service asked for; undefined when it said nothing. */
	retryAfterMs?: number;
}

/** The pace that is kept once the service has refused something. */
interface Pace {
	perSecond: number;
	sinceMs: number;
	lastSlotMs: number;
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

const WINDOW_MS = 1000;
const FIRST_BACK_OFF_MS = 1000;
const LONGEST_BACK_OFF_MS = 30_000;
/** Spread over other executions that share the limit; upwards only, so that no wish is cut short. */
const JITTER_SHARE = 0.1;

/** Of the rate that was seen to pass, what is asked for at first. */
const CAUTION = 0.9;
/** Where nothing was seen to pass, there is nothing to go by. */
const UNKNOWN_PER_SECOND = 1;
const LOWEST_PER_SECOND = 0.25;
/** Refused again, the pace falls, but to no less than half: one window tells little. */
const STEEPEST_FALL = 0.5;
/** Each refusal stops everybody, so the limit is felt for slowly, and not at once. */
const STEADY_MS = 5000;
const RISE_PER_SECOND = 1.04;
/** At this rate, or after this long without a request, there is nothing left to pace. */
const FREE_PER_SECOND = 100;
const QUIET_MS = 10_000;

function clamp(value: number, lowest: number, highest: number): number {
	return Math.min(Math.max(value, lowest), highest);
}

function rateAt(pace: Pace, nowMs: number): number {
	const risingForMs = Math.max(0, nowMs - pace.sinceMs - STEADY_MS);
	return pace.perSecond * RISE_PER_SECOND ** (risingForMs / 1000);
}

function hasFaded(pace: Pace, nowMs: number): boolean {
	return nowMs - pace.lastSlotMs > QUIET_MS || rateAt(pace, nowMs) >= FREE_PER_SECOND;
}

/** The pace after a pause, from what passed in the second before the refusal. */
function paceAfter(refusedAtMs: number, acceptedAtMs: number[], before?: Pace): number {
	const spanMs = before ? clamp(refusedAtMs - before.sinceMs, 1, WINDOW_MS) : WINDOW_MS;
	const passed = acceptedAtMs.filter((at) => at > refusedAtMs - spanMs).length;
	const cautious = (CAUTION * passed * 1000) / spanMs;
	if (!before) return passed > 0 ? cautious : UNKNOWN_PER_SECOND;
	const refusedRate = rateAt(before, refusedAtMs);
	const perSecond = clamp(cautious, refusedRate * STEEPEST_FALL, refusedRate * CAUTION);
	return Math.max(LOWEST_PER_SECOND, perSecond);
}

/**
 * Decides when the next request of an execution may go. Until the first 429 it never holds anything
 * back. Then all wait as long as the service asks (or 1 s, doubling to 30 s while nothing passes),
 * and set off again one by one, at 90 % of the rate that was seen to pass. While nothing is refused
 * the rate rises slowly; after a quiet time the pacing ends.
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
		const untilMs = nowMs + forMs * (1 + JITTER_SHARE * this.random());
		this.pausedUntilMs = Math.max(this.pausedUntilMs, untilMs);
	}

	/** After a pause: sets the pace for what follows. */
	private settle(nowMs: number): void {
		if (this.isSettled) return;
		const perSecond = paceAfter(this.episodeAtMs, this.acceptedAtMs, this.pace);
		this.pace = { perSecond, sinceMs: nowMs, lastSlotMs: -Infinity };
		this.isSettled = true;
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
