import type { Gate } from '../api/gate';
import { failure, type Fault, type Result } from '../api/result';

/**
 * A gate that still knows how long the service asked to wait when its patience has ended. The gate
 * itself answers then without sending, and so without a Retry-After; n8n's poll back-off wants one.
 */
export function rememberRefusals(gate: Gate, clock: { now(): number }): Gate {
	let refusedUntilMs = -Infinity;
	const note = <T>(answer: Result<T>): Result<T> => {
		const retryAfterMs = refusalIn(answer)?.retryAfterMs;
		if (retryAfterMs !== undefined) refusedUntilMs = clock.now() + retryAfterMs;
		return answer;
	};
	return {
		async pass(send, deadlineAt) {
			const answer = await gate.pass(async () => note(await send()), deadlineAt);
			const refusal = refusalIn(answer);
			const leftMs = refusedUntilMs - clock.now();
			if (!refusal || refusal.retryAfterMs !== undefined || leftMs <= 0) return answer;
			return failure({ ...refusal, retryAfterMs: leftMs });
		},
	};
}

function refusalIn<T>(answer: Result<T>): Extract<Fault, { kind: 'status' }> | undefined {
	if (answer.ok || answer.fault.kind !== 'status') return undefined;
	return answer.fault.httpStatus === 429 ? answer.fault : undefined;
}
