import type { Clock } from '../api/clock';

/** One rule about what was seen: the first acceptor that matches decides what it means. */
export interface Acceptor<T> {
	verdict: 'success' | 'failure' | 'retry';
	matches(seen: T): boolean;
}

export interface Wait<T> {
	/** Asks once; must not throw, and should itself end early when the clock is aborted. */
	look(): Promise<T>;
	/** Ordered. What none of them matches is looked at again. */
	acceptors: ReadonlyArray<Acceptor<T>>;
	/** Milliseconds before the first look. */
	firstDelayMs: number;
	/** Milliseconds before the next look, after one that decided nothing. */
	nextDelayMs(seen: T): number;
	/** Milliseconds that a look which is due can still wait; asked again after them, until it is 0. */
	respiteMs?(): number;
	/** Epoch milliseconds. A last look is taken at the deadline, none after it. */
	deadlineAt: number;
	clock: Pick<Clock, 'now' | 'sleep' | 'aborted'>;
}

export type WaitOutcome<T> =
	| { outcome: 'succeeded' | 'failed'; last: T; looks: number }
	/** The last look, taken at the deadline, decided nothing. */
	| { outcome: 'timedOut'; last: T; looks: number }
	/** Stopped from outside; `last` is what the latest look saw, if there was one. */
	| { outcome: 'aborted'; last?: T; looks: number };

function judge<T>(seen: T, acceptors: ReadonlyArray<Acceptor<T>>): Acceptor<T>['verdict'] {
	return acceptors.find((acceptor) => acceptor.matches(seen))?.verdict ?? 'retry';
}

/** Sleeps, but not past the deadline; tells whether that has come. */
async function sleepUpToDeadline<T>({ clock, deadlineAt }: Wait<T>, delayMs: number) {
	const leftMs = Math.max(0, deadlineAt - clock.now());
	// Written so that a delay that is no number ends the wait at its deadline instead of spinning.
	const reachesDeadline = !(delayMs < leftMs);
	await clock.sleep(reachesDeadline ? leftMs : delayMs);
	return reachesDeadline || clock.now() >= deadlineAt;
}

/** Sleeps until the next look is to be taken; tells whether it is the last one. */
async function sleepUntilLook<T>(wait: Wait<T>, delayMs: number) {
	let atDeadline = await sleepUpToDeadline(wait, delayMs);
	while (!atDeadline && !wait.clock.aborted) {
		const respiteMs = wait.respiteMs?.() ?? 0;
		if (respiteMs <= 0) break;
		atDeadline = await sleepUpToDeadline(wait, respiteMs);
	}
	return atDeadline;
}

/**
 * Looks again and again until an acceptor decides, the deadline has come, or the clock is aborted.
 *
 * The structure follows the waiters of the Smithy specification
 * (https://smithy.io/2.0/additional-specs/waiters.html): ordered acceptors, a mandatory deadline
 * with one last look at it, and an explicit outcome for every way to end. It knows neither jobs nor
 * HTTP nor the time of day.
 *
 * @returns how the wait ended, what was seen last, and how many looks it took; no look begins
 * after the clock was aborted, yet a success that came in with the abort still counts
 */
export async function waitFor<T>(wait: Wait<T>): Promise<WaitOutcome<T>> {
	const { clock } = wait;
	let last: T | undefined;
	let looks = 0;
	let delayMs = wait.firstDelayMs;
	let atDeadline = false;

	while (!clock.aborted) {
		atDeadline = await sleepUntilLook(wait, delayMs);
		if (clock.aborted) break;

		const seen = await wait.look();
		last = seen;
		looks++;

		const verdict = judge(seen, wait.acceptors);
		if (verdict === 'success') return { outcome: 'succeeded', last: seen, looks };
		if (clock.aborted) break;
		if (verdict === 'failure') return { outcome: 'failed', last: seen, looks };
		if (atDeadline) return { outcome: 'timedOut', last: seen, looks };
		delayMs = wait.nextDelayMs(seen);
	}
	return { outcome: 'aborted', last, looks };
}
