import { createGate } from '../../nodes/AgentsCode/api/gate';
import { createPacer } from '../../nodes/AgentsCode/api/pacer';
import { failure, success, type Result } from '../../nodes/AgentsCode/api/result';
import { VirtualClock } from './virtualClock';

/** A 429, with what it asks for in milliseconds, if anything. */
export const refusal = (retryAfterMs?: number): Result<never> =>
	failure({ kind: 'status', httpStatus: 429, message: '', retryAfterMs });

/**
 * A service without a limit, asked through a gate; it takes 10 ms for an answer.
 *
 * @param refuses what it refuses all the same, by the time and the number of the request (from 1)
 */
export function refusingService(
	refuses: (atMs: number, count: number) => Result<never> | undefined,
	maxInFlight?: number,
) {
	const clock = new VirtualClock();
	const gate = createGate(clock, createPacer({ random: () => 0.5 }), maxInFlight);
	/** The names of the requests, in the order in which they were sent. */
	const order: number[] = [];
	const send = (name: number) => async () => {
		const answer = refuses(clock.now(), order.push(name)) ?? success(name);
		await clock.sleep(10);
		return answer;
	};
	const pass = async (name = 0, deadlineAt = Infinity) => await gate.pass(send(name), deadlineAt);
	const crowd = async (size: number, deadlineAt = Infinity) =>
		await Promise.all(
			Array.from({ length: size }, async (_, name) => await pass(name, deadlineAt)),
		);
	return { clock, pass, crowd, order };
}
