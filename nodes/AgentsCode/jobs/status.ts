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

/** Whether what carries this status, as the API sends it, has come to its end. */
export function hasEnded({ status }: { status?: unknown }): boolean {
	return isFinal(readStatus(status));
}

/** Whether it has ended without a result. Such jobs are not charged. */
export function isLost({ status }: { status?: unknown }): boolean {
	return hasEnded({ status }) && readStatus(status) !== 'completed';
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
