import type { IDataObject } from 'n8n-workflow';
import { describeFault } from '../../api/errors';
import type { Result } from '../../api/result';
import type { Job, Run } from '../../api/shapes';
import { failureReason, isFinal, isLost, readStatus } from '../../jobs/status';
import type { FinishedRun } from '../history/finishedRun';

/** A finished run whose agent is known by its id. */
export interface NamedRun extends FinishedRun {
	agentId: string;
}

/** The status in the reference's words; a word it does not name stays as the service said it. */
export function statusOf({ run, job }: FinishedRun): string {
	const words = [run.status, job?.status];
	const final = words.map(readStatus).find(isFinal);
	return final ?? words.find((word) => typeof word === 'string' && word !== '') ?? 'unknown';
}

const NAMES_NO_JOB =
	"The job's result could not be read: the credit history does not name the job of this run";

function resultFields(status: string, answer: Result<Job>, run: Run): IDataObject {
	if (!answer.ok && !run.jobId) return { errorMessage: NAMES_NO_JOB };
	if (!answer.ok) {
		const { says } = describeFault(answer.fault);
		return { errorMessage: `The job's result could not be read: ${says}` };
	}
	const { result } = answer.value;
	return {
		...(result === undefined || result === null ? {} : { result: result as IDataObject }),
		...(isLost({ status }) ? { errorMessage: failureReason(answer.value) } : {}),
	};
}

/**
 * The item that the trigger puts out for a finished run. What the history does not tell is null.
 *
 * @param answer what the job said when it was asked for its result; left out when it was not asked
 */
export function toJobFinishedEvent(finished: NamedRun, answer?: Result<Job>): IDataObject {
	const { run, agentId } = finished;
	const status = statusOf(finished);
	return {
		event: 'jobFinished',
		id: run.id,
		agentId,
		agent: run.agent,
		jobId: run.jobId ?? null,
		status,
		creditsUsed: run.creditsUsed ?? null,
		startedAt: run.startedAt ?? null,
		completedAt: run.completedAt ?? null,
		duration: run.duration ?? null,
		...(answer ? resultFields(status, answer, run) : {}),
	};
}
