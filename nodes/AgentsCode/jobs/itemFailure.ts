import type { IDataObject } from 'n8n-workflow';
import { describeFault } from '../api/errors';
import { httpStatusOf, type Fault } from '../api/result';
import type { Job } from '../api/shapes';
import { joinSentences } from '../api/text';
import type { Candidate, UnclearStart } from './candidates';
import { failureReason, readStatus } from './status';

/** Why one item has no result. `fault` is set when the service or the network was the reason. */
export interface ItemFailure {
	message: string;
	/** What the user can do, and what the service said. */
	description: string;
	details: { agentId: string; jobId?: string; status?: string; httpStatus?: number } & IDataObject;
	fault?: Fault;
	/** Set when a job may have been started without anyone knowing its ID. */
	unclearStart?: UnclearStart;
}

/** How a job is found again; `status` is its last known one. */
export interface JobRef {
	agentId: string;
	jobId: string;
	status?: string;
}

const COLLECT_LATER =
	'It goes on running at AgentsCode. Get its result later with Job → Wait for Completion or Job → Get';

function named({ agentId, jobId }: JobRef): string {
	return `job "${jobId}" of agent "${agentId}"`;
}

export function startRefused(agentId: string, fault: Fault): ItemFailure {
	const { says, description } = describeFault(fault);
	return {
		message: `Could not start agent "${agentId}": ${says}`,
		description: joinSentences(description, 'No job was started'),
		details: { agentId, httpStatus: httpStatusOf(fault) },
		fault,
	};
}

/**
 * Nothing was sent, for a reason that is already in words.
 *
 * @param lost the item's job of an earlier try, if it has ended without a result
 */
export function startHeldBack(agentId: string, reason: string, lost?: JobRef): ItemFailure {
	return { message: reason, description: 'No job was started.', details: { agentId, ...lost } };
}

/** What a start that was not confirmed may have begun, as far as its answer tells. */
function describeUnclear(fault: Fault | undefined, jobId: string | undefined): string {
	return joinSentences(
		fault ? describeFault(fault).words : '',
		'A job may be running and may be charged',
		jobId === undefined ? '' : `It may be the job "${jobId}"`,
		'Look for it with Credit → Get History; if it is not there, run the workflow anew',
	);
}

/**
 * The start ended without a clear answer, now or in an earlier try of this execution.
 *
 * @param fault what came instead of the answer; undefined when nobody was there to see it
 */
export function startUnclear(start: UnclearStart, fault?: Fault): ItemFailure {
	const { agentId } = start;
	const reason = fault ? describeFault(fault).says : 'an earlier try got no clear answer';
	const jobId = fault?.kind === 'status' ? fault.jobId : undefined;
	const naming = jobId === undefined ? {} : { jobId };
	return {
		message: `Agent "${agentId}" may have been started, but AgentsCode did not confirm it, so it was not started again: ${reason}`,
		description: describeUnclear(fault, jobId),
		details: { agentId, ...naming, status: 'unknown', httpStatus: fault && httpStatusOf(fault) },
		fault,
		unclearStart: start,
	};
}

/** The same failure, with the runs that may be the job in question. */
export function withCandidates(failure: ItemFailure, candidates: Candidate[]): ItemFailure {
	if (candidates.length === 0) return failure;
	const ids = candidates.map((run) => run.jobId ?? run.runId).join(', ');
	return {
		...failure,
		description: `${failure.description} Runs of this agent that began around then: ${ids}.`,
		details: { ...failure.details, candidates: candidates as unknown as IDataObject[] },
	};
}

export function jobFailed(agentId: string, job: Job): ItemFailure {
	const status = readStatus(job.status);
	const ended = status === 'cancelled' ? 'was cancelled' : 'failed';
	return {
		message: `The ${named({ agentId, jobId: job.jobId })} ${ended}: ${failureReason(job)}`,
		description:
			"AgentsCode charges only successful runs. To pass such jobs on as items, set the option 'On Failed Job' to Return Job",
		details: { agentId, jobId: job.jobId, status },
	};
}

/** @param fault what the last look brought instead of the job, if it brought no job */
export function jobTimedOut(ref: JobRef, timeoutSeconds: number, fault?: Fault): ItemFailure {
	const last = ref.status === undefined ? '' : ` (it was ${ref.status} when last seen)`;
	const seconds = timeoutSeconds === 1 ? '1 second' : `${timeoutSeconds} seconds`;
	const hindrance = fault ? `; it could not be read at the end: ${describeFault(fault).says}` : '';
	return {
		message: `The ${named(ref)} was not finished after ${seconds}${last}${hindrance}`,
		description: `${COLLECT_LATER}, or raise the option 'Timeout (Seconds)'`,
		details: { ...ref, status: ref.status ?? 'unknown' },
	};
}

export function jobUnreadable(ref: JobRef, fault: Fault): ItemFailure {
	const { says, description } = describeFault(fault);
	return {
		message: `Could not read the ${named(ref)}: ${says}`,
		description: joinSentences(
			description,
			'The job was started and may have been charged; its ID stays valid',
		),
		details: { ...ref, status: ref.status ?? 'unknown', httpStatus: httpStatusOf(fault) },
		fault,
	};
}

/** The wait ended because the execution was stopped, or because another item had failed for good. */
export function jobLeftRunning(ref: JobRef): ItemFailure {
	return {
		message: `The wait for the ${named(ref)} was ended`,
		description: COLLECT_LATER,
		details: { ...ref, status: ref.status ?? 'unknown' },
	};
}
