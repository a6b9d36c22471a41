import { isRecord, type Job } from '../api/shapes';
import { cleanText, messageIn } from '../api/text';

/** The states of a job that the reference names, and one for words it does not. */
export type JobStatus = 'queued' | 'active' | 'completed' | 'failed' | 'cancelled' | 'unknown';

export const FINAL_STATUSES = ['completed', 'failed', 'cancelled'] as const;
export type FinalStatus = (typeof FINAL_STATUSES)[number];

const KNOWN: Record<string, JobStatus> = {
	queued: 'queued',
	active: 'active',
	completed: 'completed',
	failed: 'failed',
	cancelled: 'cancelled',
	canceled: 'cancelled',
};

/** Reads a status as the API sends it; a word the reference does not name is `unknown`, never final. */
export function readStatus(raw: unknown): JobStatus {
	const word = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
	return Object.hasOwn(KNOWN, word) ? KNOWN[word] : 'unknown';
}

export function isFinal(status: JobStatus): status is FinalStatus {
	return (FINAL_STATUSES as readonly JobStatus[]).includes(status);
}

/**
 * Why a job failed, in the service's words. The reference does not say where they stand, so every
 * usual place is looked at.
 */
export function failureReason(job: Job): string {
	const places = [job, isRecord(job.result) ? job.result : undefined];
	for (const place of places) {
		const reason = cleanText(messageIn(place));
		if (reason !== '') return reason;
	}
	return 'no reason given';
}

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
	const isLost = status === 'failed' || status === 'cancelled';
	const asked = { agentId };
	return {
		// Twice, to stand first, and to stay whatever the service sends.
		...asked,
		...withoutError(job),
		...asked,
		...(status === 'unknown' ? {} : { status }),
		...(isLost ? { errorMessage: failureReason(job) } : {}),
	} as { agentId: string } & Job;
}
