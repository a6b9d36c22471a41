import { aimAtAgreed, isTelling } from './aim';
import { MAX_DELAY_MS, MIN_DELAY_MS } from './delayBounds';
import { firstDelay, isNearEnd } from './firstLook';
import type { Fleet } from './fleet';
import type { Prediction } from './prediction';

/** What is left is slept in one go when it is this short. */
const LAST_STRETCH_MS = 600;
/** An agreement that is further from a job's own first guess, as a share of it, says nothing of the job. */
const LIKE_SHARE = 0.15;

/**
 * One job's part in its fleet: what it tells the others of itself, and how far it relies on the end on
 * which they agree. A wait that relies on them is slept in stretches: what they agree on becomes clearer
 * as they are looked at again, and may turn out to be wrong. Asking them takes no request.
 *
 * All ages and ends count from the job's start, in milliseconds.
 */
export class FleetMember {
	private readonly job = {};
	private readonly isScout: boolean;
	/** Whether it is settled when the first look is taken, or what it waits for. */
	private isFirstLookSettled = false;
	/** The age at which the job is looked at, whatever the others agree on; before it relies on them. */
	private untilMs = -Infinity;

	constructor(private readonly fleet: Fleet) {
		this.isScout = fleet.isScout();
	}

	/**
	 * To be called each time that progress has risen.
	 *
	 * @param isChecked whether it had risen before
	 */
	tell(prediction: Prediction, isChecked: boolean): void {
		const guess = isTelling(prediction) ? prediction : undefined;
		if (guess) this.fleet.expect(this.job, guess);
		if (isChecked && (guess || !prediction.isSteady)) this.fleet.check(this.job, guess);
	}

	/**
	 * To the first look, or to the moment at which the others are asked again.
	 *
	 * @param ageMs the job's age when the wait begins: more than 0 where it is taken up again
	 */
	firstDelayMs(ageMs = 0): number {
		const agreedEndMs = this.agreedEnd();
		if (agreedEndMs === undefined) return firstDelay(this.fleet);
		this.isFirstLookSettled = true;
		return this.rely(ageMs, agreedEndMs, MAX_DELAY_MS);
	}

	/** How much longer a look that is due can wait; 0 when it is to be taken. */
	respiteMs(ageMs: number): number {
		const agreedEndMs = this.agreedEnd();
		const isRelying = this.untilMs > ageMs;
		const isFirst = !this.isFirstLookSettled;
		this.isFirstLookSettled = true;
		if (agreedEndMs === undefined) return 0;
		if (isRelying) return Math.max(0, this.stretch(ageMs, agreedEndMs));
		return isFirst && isNearEnd(agreedEndMs, ageMs)
			? this.rely(ageMs, agreedEndMs, MAX_DELAY_MS)
			: 0;
	}

	/**
	 * The delay of a job that has been seen once, which leaves its end vague: what all agree on is the
	 * better guess, if the job is like them.
	 *
	 * @param endMs its own guess
	 * @param mostMs the longest that may pass without a look
	 * @returns undefined when it has to go by what it has shown itself
	 */
	delayIfLike(ageMs: number, endMs: number, mostMs: number): number | undefined {
		const agreedEndMs = this.agreedEnd();
		if (agreedEndMs === undefined) return undefined;
		const isLike = Math.abs(agreedEndMs - endMs) <= LIKE_SHARE * agreedEndMs;
		return isLike ? this.rely(ageMs, agreedEndMs, Math.min(mostMs, MAX_DELAY_MS)) : undefined;
	}

	/** From now on nothing is relied on: the job is looked at when the delay that was told is over. */
	goAlone(): void {
		this.untilMs = -Infinity;
	}

	private agreedEnd(): number | undefined {
		return this.isScout ? undefined : this.fleet.agreedEnd();
	}

	private rely(ageMs: number, agreedEndMs: number, mostMs: number): number {
		this.untilMs = ageMs + mostMs;
		return Math.max(MIN_DELAY_MS, this.stretch(ageMs, agreedEndMs));
	}

	private stretch(ageMs: number, agreedEndMs: number): number {
		const restMs = Math.min(aimAtAgreed(agreedEndMs), this.untilMs) - ageMs;
		if (restMs > LAST_STRETCH_MS) return restMs / 2;
		this.goAlone();
		return restMs;
	}
}
