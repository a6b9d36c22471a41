import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { JobRequest } from '../../jobs/jobRoom';
import type { Ledger } from '../../jobs/ledger';
import { hasEnded } from '../../jobs/status';
import type { Attempt } from '../common/nodeErrors';
import { isTool } from '../common/tool';

/**
 * Whether n8n runs a node again that has put something out: with Retry On Fail it does when the first
 * item failed. A loop's earlier rounds need not be remembered.
 */
function mayRunAgain(context: IExecuteFunctions, items: INodeExecutionData[]): boolean {
	return context.getNode().retryOnFail === true && items[0]?.json.error !== undefined;
}

/**
 * Whether a model that asks the same again means another job. As long as it has not got what it asked
 * for, it means the same one: a running job is picked up, and an unclear start is not sent again.
 */
function hasGotItsJob(request: JobRequest, item: INodeExecutionData | undefined): boolean {
	if (request.waitForCompletion) return hasEnded({ status: item?.json.status });
	return item !== undefined && item.json.error === undefined;
}

/**
 * Forgets the jobs that no later run of the node has to pick up.
 *
 * @param requests of all items
 * @param items what the node puts out for them, in the same order
 * @param allDelivered whether no item failed
 */
export function forgetJobs(
	context: IExecuteFunctions,
	ledger: Ledger,
	requests: ReadonlyArray<Attempt<JobRequest>>,
	{ items, allDelivered }: { items: INodeExecutionData[]; allDelivered: boolean },
): void {
	const areSettled = allDelivered || !mayRunAgain(context, items);
	requests.forEach((request, index) => {
		if (!request.ok) return;
		const isSettled = isTool(context) ? hasGotItsJob(request.value, items[index]) : areSettled;
		if (isSettled) ledger.forget(request.value.ledgerKey);
	});
}
