import type { AgentsCodeApi, StartBody } from '../api/client';
import type { Clock } from '../api/clock';
import { askedPauseMs, backOffMs, judgeStart } from '../api/retry';
import { answeredAt, type Fault } from '../api/result';
import type { Job } from '../api/shapes';

const CONNECT_TRIES = 5;

export type StartOutcome =
	/** `startedAtMs` are epoch milliseconds, as well as they are known. */
	| { outcome: 'started'; job: Job; startedAtMs: number }
	/** Nothing was started, and nothing will be charged. */
	| { outcome: 'refused'; fault: Fault }
	/** The job may be running, and may be charged. */
	| { outcome: 'unclear'; fault: Fault };

/**
 * Starts one paid job. The request is sent again only after a fault that proves that nothing was
 * started; 429s have been waited out by the gate before they get here.
 *
 * @param deadlineAt epoch milliseconds after which no further try is made
 * @param random a number in [0, 1)
 */
export async function startJob(
	api: AgentsCodeApi,
	agentId: string,
	body: StartBody,
	{ deadlineAt, clock, random }: { deadlineAt: number; clock: Clock; random: () => number },
): Promise<StartOutcome> {
	for (let tries = 1; ; tries++) {
		const answer = await api.startJob(agentId, body, deadlineAt);
		if (answer.ok) {
			const startedAtMs = answeredAt(answer, clock.now());
			return { outcome: 'started', job: answer.value, startedAtMs };
		}
		const verdict = judgeStart(answer.fault);
		if (verdict === 'unclear') return { outcome: 'unclear', fault: answer.fault };
		const pauseMs = Math.max(backOffMs(tries, random()), askedPauseMs(answer.fault));
		const isLastTry = tries >= CONNECT_TRIES || clock.now() + pauseMs >= deadlineAt;
		if (verdict === 'refused' || isLastTry) return { outcome: 'refused', fault: answer.fault };
		await clock.sleep(pauseMs);
		if (clock.aborted) return { outcome: 'refused', fault: answer.fault };
	}
}
