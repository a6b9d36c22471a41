import type { Clock } from './clock';
import type { Pacer } from './pacer';
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
	// The service itself has said nothing.
	return { kind: 'status', httpStatus: 429, message: '', retryAfterMs: Math.max(0, retryAfterMs) };
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

/**
 * The one way out for all requests of an execution. A bounded number is in flight; when one answer
 * says 429, all wait as long as it asks, and then set off one by one instead of together.
 */
export function createGate(clock: Clock, pacer: Pacer, maxInFlight = MAX_IN_FLIGHT): Gate {
	return new SharedGate(clock, pacer, maxInFlight);
}

class SharedGate implements Gate {
	private readonly flights: Turnstile;
	// Only the head of the line waits for the pacer, so that a refusal holds back everybody behind it.
	private readonly headOfLine = new Turnstile(1);
	private heldUntilMs = -Infinity;
	private places = 0;

	constructor(
		private readonly clock: Clock,
		private readonly pacer: Pacer,
		maxInFlight: number,
	) {
		this.flights = new Turnstile(maxInFlight);
	}

	async pass<T>(send: () => Promise<Result<T>>, deadlineAt: number): Promise<Result<T>> {
		// Who was refused keeps his place, or a long line would pass him by again and again.
		const place = this.places++;
		for (;;) {
			const { answer, isFinal } = await this.attempt(send, deadlineAt, place);
			if (isFinal) return answer;
		}
	}

	private async attempt<T>(
		send: () => Promise<Result<T>>,
		deadlineAt: number,
		place: number,
	): Promise<Attempt<T>> {
		const isHeld = this.heldForMs() > 0 && deadlineAt < this.heldUntilMs;
		if (isHeld || !(await this.flights.enter(deadlineAt, place))) {
			return final(failure(noTurn(this.heldForMs())));
		}
		try {
			const hindrance = await this.waitForTurn(deadlineAt, place);
			return hindrance ? final(failure(hindrance)) : await this.send(send, deadlineAt);
		} finally {
			this.flights.leave();
		}
	}

	private async waitForTurn(deadlineAt: number, place: number): Promise<Fault | undefined> {
		if (!(await this.headOfLine.enter(deadlineAt, place))) return noTurn(this.heldForMs());
		try {
			while (!this.clock.aborted) {
				const waitMs = this.pacer.reserve(this.clock.now());
				if (waitMs <= 0) return undefined;
				if (this.clock.now() + waitMs > deadlineAt) return noTurn(waitMs);
				await this.hold(waitMs);
			}
			return STOPPED;
		} finally {
			this.headOfLine.leave();
		}
	}

	private async send<T>(send: () => Promise<Result<T>>, deadlineAt: number): Promise<Attempt<T>> {
		const sentAtMs = this.clock.now();
		const answer = await send();
		const nowMs = this.clock.now();
		const refusal = refusalIn(answer);
		if (refusal) this.pacer.refused({ nowMs, sentAtMs, retryAfterMs: refusal.retryAfterMs });
		else this.pacer.accepted(nowMs);
		const isFinal = !refusal || nowMs >= deadlineAt;
		return { answer: answer.ok ? { ...answer, tookMs: nowMs - sentAtMs } : answer, isFinal };
	}

	/** Nobody gets a turn before the head of the line does: who can't wait that long is told now. */
	private async hold(waitMs: number): Promise<void> {
		this.heldUntilMs = this.clock.now() + waitMs;
		this.flights.sendAway(this.heldUntilMs);
		this.headOfLine.sendAway(this.heldUntilMs);
		await this.clock.sleep(waitMs);
	}

	private heldForMs(): number {
		return this.heldUntilMs - this.clock.now();
	}
}
