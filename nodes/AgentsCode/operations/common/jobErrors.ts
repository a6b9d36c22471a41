import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { joinSentences } from '../../api/text';
import type { ItemFailure, JobRef } from '../../jobs/itemFailure';
import type { ItemOutcome, Outcomes } from '../../jobs/outcome';
import { hasEnded, isLost, readStatus } from '../../jobs/status';
import { failureToError } from './nodeErrors';

/** The job of an item whose turn has not come, if an earlier try of the execution started one. */
export type StartedEarlier = (itemIndex: number) => JobRef | undefined;

/** Where each job is known by the outcome of its item, or nothing is started. */
export const NONE_STARTED_EARLIER: StartedEarlier = () => undefined;

/** What error items tell of a job. */
export function idsOf(job: JobRef | undefined): Partial<JobRef> {
	if (job === undefined) return {};
	const { agentId, jobId, status } = job;
	return { agentId, jobId, status };
}

function jobIn(outcome: ItemOutcome | undefined): JobRef | undefined {
	if (outcome === undefined) return undefined;
	if (outcome.ok) {
		const { jobId, status } = outcome.job;
		return { agentId: outcome.agentId, jobId, status };
	}
	const { details, unclearStart } = outcome.failure;
	const { agentId, jobId, status } = details;
	// What an unclear answer names may be the job, or may not; no retry picks it up.
	return jobId === undefined || unclearStart ? undefined : { agentId, jobId, status };
}

/** Every job that is known by its id, with its last state. */
export function jobsOf(outcomes: Outcomes, startedEarlier: StartedEarlier): JobRef[] {
	return outcomes.flatMap(
		(outcome, itemIndex) => jobIn(outcome) ?? startedEarlier(itemIndex) ?? [],
	);
}

/** Ids with their last state, as a user reads them in a message. */
export function listJobs(jobs: readonly JobRef[]): string {
	return jobs.map(({ jobId, status }) => `${jobId} (${status ?? 'unknown'})`).join(', ');
}

/**
 * What a retry does with jobs that were started, in sentences; empty when there are none. Each retry is
 * an execution of its own, and what it has started is known to none that is older.
 */
export function startedJobsNote(jobs: readonly JobRef[]): string {
	if (jobs.length === 0) return '';
	const hasLost = jobs.some(isLost);
	const exception = hasLost ? '; only failed ones may be started anew' : '';
	return ` Jobs already started: ${listJobs(jobs)}. A retry of this execution picks them up instead of starting them again${exception}. A retry of an earlier one in the list knows nothing of them.`;
}

/** Where to find the results of jobs that no retry of the execution picks up; empty when there are none. */
export function collectJobsNote(jobs: readonly JobRef[]): string {
	if (jobs.length === 0) return '';
	return ` Jobs of this execution: ${listJobs(jobs)}. Get their results with Job → Get; a retry of this execution starts none again.`;
}

function unconfirmedNote(outcomes: Outcomes): string {
	const agentIds = outcomes.flatMap((outcome) =>
		outcome && !outcome.ok ? (outcome.failure.unclearStart?.agentId ?? []) : [],
	);
	if (agentIds.length === 0) return '';
	const agents = [...new Set(agentIds)].map((agentId) => `"${agentId}"`).join(', ');
	return `. Not confirmed, but maybe started as well: ${agentIds.length} of ${agents}; look for them with Credit → Get History`;
}

/** What becomes of jobs that nobody waits for any more; failed ones cost nothing and are left out. */
function abandonedNote(jobs: readonly JobRef[]): string {
	const running = jobs.filter((job) => !hasEnded(job));
	const completed = jobs.filter(({ status }) => readStatus(status) === 'completed');
	const goOn =
		running.length === 0
			? ''
			: `; these jobs go on running at AgentsCode, which can't cancel them: ${listJobs(running)}`;
	const arePaid =
		completed.length === 0
			? ''
			: `; completed, get their results with Job → Get: ${completed.map(({ jobId }) => jobId).join(', ')}`;
	return goOn + arePaid;
}

/**
 * The exception that ends a node which was stopped from outside. It is logged too, since n8n keeps
 * nothing of what a node says after Stop.
 */
export function stoppedError(
	context: IExecuteFunctions,
	outcomes: Outcomes,
	startedEarlier: StartedEarlier,
): NodeOperationError {
	const jobs = abandonedNote(jobsOf(outcomes, startedEarlier));
	// n8n calls the execution canceled, and not failed, only if the message does.
	const message = `The execution was canceled${jobs}${unconfirmedNote(outcomes)}`;
	// With Retry On Fail n8n begins the node again even after Stop; said once is enough.
	if (outcomes.some((outcome) => outcome !== undefined)) context.logger.warn(message);
	return new NodeOperationError(context.getNode(), message, { level: 'warning' });
}

/** The failure that ends the node, with every job that was started, so that none is lost. */
export function endedError(
	context: IExecuteFunctions,
	{ failure, itemIndex }: { failure: ItemFailure; itemIndex: number },
	outcomes: Outcomes,
	startedEarlier: StartedEarlier,
	noteOf: (jobs: readonly JobRef[]) => string = startedJobsNote,
) {
	const ownWords = joinSentences(failure.description);
	const description = `${ownWords}${noteOf(jobsOf(outcomes, startedEarlier))}`.trim();
	return failureToError(context.getNode(), { ...failure, description }, itemIndex);
}
