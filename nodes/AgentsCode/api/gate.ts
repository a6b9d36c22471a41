import type { Clock } from './clock';
import type { Pacer } from './pacer';
import { createPromptness } from './promptness';
import { failure, type Fault, type Result } from './result';
import { Turnstile } from './turnstile';

const MAX_IN_FLIGHT = 32;

export interface Gate {
	/**
	 * Sends when the gate allows it, and again after each 429, until `deadlineAt`.
	 *
	 * @param deadlineAt epoch milliseconds after which a refusal is final
	 * @returns what the service answered; a 429 of the gate's own, with the time that is left to wait,
	 *   when there was no turn in time; an `aborted` fault when the clock was stopped first
	 */
	pass<T>(send: () => Promise<Result<T>>, deadlineAt: number): Promise<Result<T>>;
}

const STOPPED: Fault = { kind: 'aborted', sent: false, message: 'Stopped before it was sent' };

function noTurn(retryAfterMs: number): Fault {
	const message = 'The rate limit left no turn before the deadline';
	return { kind: 'status', httpStatus: 429, message, retryAfterMs: Math.max(0, retryAfterMs) };
}

interface Attempt<T> {
	answer: Result<T>;
	/** False when the request may be sent again. */
	isFinal: boolean;
}

function final<T>(answer: Result<T>): Attempt<T> {
	return { answer, isFinal: true };
}

function refusalIn<T>(answer: Result<T>): Extract<Fault, { kind: 'status' }> | undefined {
	const isRefusal = !answer.ok && answer.fault.kind === 'status' && answer.fault.httpStatus === 429;
	return isRefusal ? (answer.fault as Extract<Fault, { kind: 'status' }>) : undefined;
}

function delayed<T>(answer: Result<T>, delayedMs: number): Result<T> {
	return answer.ok && delayedMs > 0 ? { ...answer, delayedMs } : answer;
}

/**
 * The one way out for all requests of an execution. A bounded number is in flight; when one answer
 * says 429, all wait as long as it asks, and then set off one by one instead of together.
 */
export function createGate(clock: Clock, pacer: Pacer, maxInFlight = MAX_IN_FLIGHT): Gate {
	const flights = new Turnstile(maxInFlight);
	const delayOf = createPromptness();
	// Only the head of the line waits for the pacer, so that a refusal holds back everybody behind it.
	const headOfLine = new Turnstile(1);
	let heldUntilMs = -Infinity;
	const heldForMs = () => heldUntilMs - clock.now();

	/** Nobody gets a turn before the head of the line does: who can't wait that long is told now. */
	const hold = async (waitMs: number) => {
		heldUntilMs = clock.now() + waitMs;
		flights.sendAway(heldUntilMs);
		headOfLine.sendAway(heldUntilMs);
		await clock.sleep(waitMs);
	};

	const waitForTurn = async (deadlineAt: number): Promise<Fault | undefined> => {
		if (!(await headOfLine.enter(deadlineAt))) return noTurn(heldForMs());
		try {
			while (!clock.aborted) {
				const waitMs = pacer.reserve(clock.now());
				if (waitMs <= 0) return undefined;
				if (clock.now() + waitMs > deadlineAt) return noTurn(waitMs);
				await hold(waitMs);
			}
			return STOPPED;
		} finally {
			headOfLine.leave();
		}
	};

	const sendOnce = async <T>(
		send: () => Promise<Result<T>>,
		deadlineAt: number,
	): Promise<Attempt<T>> => {
		const isHeld = heldForMs() > 0 && deadlineAt < heldUntilMs;
		if (isHeld || !(await flights.enter(deadlineAt))) return final(failure(noTurn(heldForMs())));
		try {
			const hindrance = await waitForTurn(deadlineAt);
			if (hindrance) return final(failure(hindrance));
			const sentAtMs = clock.now();
			const answer = await send();
			const refusal = refusalIn(answer);
			const nowMs = clock.now();
			if (refusal) pacer.refused({ nowMs, sentAtMs, retryAfterMs: refusal.retryAfterMs });
			else pacer.accepted(nowMs);
			const isFinal = !refusal || nowMs >= deadlineAt;
			return { answer: delayed(answer, delayOf(nowMs - sentAtMs)), isFinal };
		} finally {
			flights.leave();
		}
	};

	return {
		async pass(send, deadlineAt) {
			for (;;) {
				const { answer, isFinal } = await sendOnce(send, deadlineAt);
				if (isFinal) return answer;
			}
		},
	};
}
