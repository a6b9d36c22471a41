import type { Clock } from './clock';
import type { Pacer } from './pacer';
import { failure, type Fault, type Result } from './result';

const MAX_IN_FLIGHT = 32;

export interface Gate {
	/**
	 * Sends when the gate allows it, and again after each 429, until `deadlineAt`.
	 *
	 * @param deadlineAt epoch milliseconds after which a refusal is final
	 * @returns what the service answered; an `aborted` fault when the clock was stopped first
	 */
	pass<T>(send: () => Promise<Result<T>>, deadlineAt: number): Promise<Result<T>>;
}

const STOPPED: Fault = { kind: 'aborted', sent: false, message: 'Stopped before it was sent' };
const NO_TURN: Fault = {
	kind: 'status',
	httpStatus: 429,
	message: 'The rate limit left no turn before the deadline',
};

/** Lets a bounded number of holders in; the others queue in the order in which they came. */
class Turnstile {
	private readonly queue: Array<() => void> = [];

	constructor(private free: number) {}

	async enter(): Promise<void> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.queue.push(resolve));
	}

	leave(): void {
		const next = this.queue.shift();
		if (next) next();
		else this.free++;
	}
}

function refusalIn<T>(answer: Result<T>): Extract<Fault, { kind: 'status' }> | undefined {
	const isRefusal = !answer.ok && answer.fault.kind === 'status' && answer.fault.httpStatus === 429;
	return isRefusal ? (answer.fault as Extract<Fault, { kind: 'status' }>) : undefined;
}

/**
 * The one way out for all requests of an execution. A bounded number is in flight; when one answer
 * says 429, all wait as long as it asks, and then set off one by one instead of together.
 */
export function createGate(clock: Clock, pacer: Pacer, maxInFlight = MAX_IN_FLIGHT): Gate {
	const flights = new Turnstile(maxInFlight);
	// Only the head of the line waits for the pacer, so that a refusal holds back everybody behind it.
	const headOfLine = new Turnstile(1);

	const waitForTurn = async (deadlineAt: number): Promise<Fault | undefined> => {
		await headOfLine.enter();
		try {
			while (!clock.aborted) {
				const waitMs = pacer.reserve(clock.now());
				if (waitMs <= 0) return undefined;
				if (clock.now() + waitMs > deadlineAt) return NO_TURN;
				await clock.sleep(waitMs);
			}
			return STOPPED;
		} finally {
			headOfLine.leave();
		}
	};

	const sendOnce = async <T>(
		send: () => Promise<Result<T>>,
		deadlineAt: number,
	): Promise<{ answer: Result<T>; isFinal: boolean }> => {
		await flights.enter();
		try {
			const hindrance = await waitForTurn(deadlineAt);
			if (hindrance) return { answer: failure(hindrance), isFinal: true };
			const sentAtMs = clock.now();
			const answer = await send();
			const refusal = refusalIn(answer);
			const nowMs = clock.now();
			if (refusal) pacer.refused({ nowMs, sentAtMs, retryAfterMs: refusal.retryAfterMs });
			else pacer.accepted(nowMs);
			return { answer, isFinal: !refusal || nowMs >= deadlineAt };
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
