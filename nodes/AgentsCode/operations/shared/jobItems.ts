import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { StoppableClock } from '../../api/clock';
import type { ItemFailure, JobRef } from '../../jobs/itemFailure';
import type { ItemOutcome } from '../../jobs/jobRoom';
import { mapBounded } from '../../jobs/mapBounded';
import { toJobItem } from '../../jobs/status';
import { errorItem } from './errorItem';
import { asNodeError, failureToError, type Attempt } from './nodeErrors';

/** An item's work on its job, or what was thrown while its parameters were read. */
export type JobWork = Attempt<() => Promise<ItemOutcome>>;

function jobOf(outcome: ItemOutcome | undefined): JobRef | undefined {
	if (outcome === undefined) return undefined;
	if (outcome.ok) return { agentId: outcome.agentId, ...outcome.job };
	const { agentId, jobId, status } = outcome.failure.details;
	return jobId === undefined ? undefined : { agentId, jobId, status };
}

function listJobs(outcomes: Array<ItemOutcome | undefined>): string {
	const jobs = outcomes.map(jobOf).filter((job) => job !== undefined);
	return jobs.map(({ jobId, status }) => `${jobId} (${status ?? 'unknown'})`).join(', ');
}

function stopped(context: IExecuteFunctions, outcomes: Array<ItemOutcome | undefined>) {
	const jobs = listJobs(outcomes.filter((outcome) => outcome && !outcome.ok));
	const message =
		jobs === ''
			? 'The execution was stopped'
			: `The execution was stopped; these jobs go on running at AgentsCode, which can't cancel them: ${jobs}`;
	context.logger.warn(message);
	return new NodeOperationError(context.getNode(), message, { level: 'warning' });
}

/** The failure that ends the node, with every job that was started, so that none is lost. */
function ended(
	context: IExecuteFunctions,
	{ failure, itemIndex }: { failure: ItemFailure; itemIndex: number },
	outcomes: Array<ItemOutcome | undefined>,
) {
	const jobs = listJobs(outcomes);
	const list =
		jobs === ''
			? ''
			: ` Jobs already started: ${jobs}. A retry of this execution picks them up instead of starting them again.`;
	const description = `${failure.description.replace(/[^.!?…]$/, '$&.')}${list}`;
	return failureToError(context.getNode(), { ...failure, description }, itemIndex);
}

function toItem(outcome: ItemOutcome, itemIndex: number): INodeExecutionData {
	if (!outcome.ok) return errorItem(outcome.failure.message, outcome.failure.details, itemIndex);
	const json = toJobItem(outcome.agentId, outcome.job) as IDataObject;
	return { json, pairedItem: { item: itemIndex } };
}

function refused(context: IExecuteFunctions, thrown: unknown, itemIndex: number): ItemOutcome {
	const error = asNodeError(context, thrown, itemIndex);
	const details = {} as ItemFailure['details'];
	return { ok: false, failure: { message: error.message, description: '', details } };
}

/**
 * Works on the jobs of all items at once, and turns what became of them into the node's output, in
 * input order.
 *
 * Where the node is set to stop, nothing is begun if any item's parameters can't be read; once an
 * item has failed for good no further job is started, and the waits for the others end.
 *
 * @throws NodeApiError | NodeOperationError as the node's settings want it
 */
export async function executeJobItems(
	context: IExecuteFunctions,
	clock: StoppableClock,
	works: JobWork[],
	maxConcurrentJobs: number,
): Promise<{ items: INodeExecutionData[]; allDelivered: boolean }> {
	const goesOn = context.continueOnFail();
	let decisive: { failure: ItemFailure; itemIndex: number } | undefined;

	const outcomes = await mapBounded(
		works,
		maxConcurrentJobs,
		async (work, itemIndex) => {
			const outcome = work.ok ? await work.value() : refused(context, work.thrown, itemIndex);
			if (!outcome.ok && !goesOn && !clock.aborted) {
				decisive = { failure: outcome.failure, itemIndex };
				clock.stop();
			}
			return outcome;
		},
		() => !clock.aborted,
	);
	if (clock.stoppedByN8n) throw stopped(context, outcomes);
	if (decisive) throw ended(context, decisive, outcomes);
	const items = outcomes.flatMap((outcome, index) => (outcome ? [toItem(outcome, index)] : []));
	return { items, allDelivered: outcomes.every((outcome) => outcome?.ok) };
}
