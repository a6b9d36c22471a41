import type { Job } from '../../api/shapes';
import { failureReason, isLost, readStatus } from '../../jobs/status';

/**
 * What the service sent, without a top-level `error`: n8n takes an item that has one for a failed
 * item and, with Retry On Fail, runs the whole node again. What stood there moves to `jobError`.
 */
export function withoutError<T extends Record<string, unknown>>(sent: T): Omit<T, 'error'> {
	const { error, ...fields } = sent;
	return error === undefined || error === null ? fields : { ...fields, jobError: error };
}

/** A job as an output item, under the agent that was asked for. A failed one gets `errorMessage`. */
export function toJobItem(agentId: string, job: Job): { agentId: string } & Job {
	const status = readStatus(job.status);
	const asked = { agentId };
	return {
		// Twice, to stand first, and to stay whatever the service sends.
		...asked,
		...withoutError(job),
		...asked,
		...(status === 'unknown' ? {} : { status }),
		...(isLost(job) ? { errorMessage: failureReason(job) } : {}),
	} as { agentId: string } & Job;
}
