import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ItemFailure, JobRef } from '../../jobs/itemFailure';
import { isUnfinished, type ItemOutcome, type Outcomes } from '../../jobs/outcome';
import { errorItem } from '../common/errorItem';
import { toItem } from '../common/jobItems';

/** The wait itself got lost, so that nobody knows what became of the job. */
function waitLost({ agentId, jobId }: JobRef): ItemFailure {
	return {
		message: `n8n lost the wait for the job "${jobId}" of agent "${agentId}", so its result is not known here`,
		description:
			'The job may have ended meanwhile. Get its result with Job → Wait for Completion or Job → Get',
		details: { agentId, jobId, status: 'unknown' },
	};
}

/**
 * An item whose wait nobody ended. n8n lets the parked node fail no more, so where it is set to stop
 * its item carries the reason as that of a failed job does.
 */
function lostItem(
	context: IExecuteFunctions,
	outcome: ItemOutcome,
	itemIndex: number,
): INodeExecutionData {
	const node = context.getNode();
	if (!isUnfinished(outcome)) return toItem(node, outcome, itemIndex);
	const { message, description, details } = waitLost(outcome.unfinished);
	if (context.continueOnFail()) return errorItem(node, message, details, itemIndex);
	const json: IDataObject = { ...details, errorMessage: `${message}. ${description}` };
	return { json, pairedItem: { item: itemIndex } };
}

/** What the parked node puts out if it is not woken by its sub-workflow but by its own deadline. */
export function lostItems(context: IExecuteFunctions, outcomes: Outcomes): INodeExecutionData[] {
	return outcomes.flatMap((outcome, itemIndex) =>
		outcome ? [lostItem(context, outcome, itemIndex)] : [],
	);
}

/** What n8n shows of the node while it is parked. Nothing in it may look like a failed item. */
export function waitingItems(outcomes: Outcomes): INodeExecutionData[] {
	return outcomes.flatMap((outcome, itemIndex) => {
		if (outcome === undefined) return [];
		const pairedItem = { item: itemIndex };
		if (outcome.ok) {
			const { agentId, job } = outcome;
			return [{ json: { agentId, jobId: job.jobId, status: job.status }, pairedItem }];
		}
		const { details, message } = outcome.failure;
		const { agentId, jobId, status } = details;
		const reason = isUnfinished(outcome) ? {} : { errorMessage: message };
		return [{ json: { agentId, jobId, status, ...reason }, pairedItem }];
	});
}
