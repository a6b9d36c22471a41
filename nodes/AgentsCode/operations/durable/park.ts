import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Outcomes } from '../../jobs/outcome';
import { childWorkflow } from './childWorkflow';
import { wakeUpAt } from './limits';
import { lostItems, waitingItems } from './lostItems';
import { nextLookAt } from './pace';
import { deadlineOf, sortOut, toJson, type Parcel } from './parcel';

function pack(context: IExecuteFunctions, outcomes: Outcomes, nowMs: number): Parcel {
	const sorted = sortOut(outcomes);
	return {
		...sorted,
		parentExecutionId: context.getExecutionId(),
		goesOn: context.continueOnFail(),
		nextLookAt: nextLookAt(sorted.parked, nowMs),
	};
}

/** What n8n passes on when the node's own wait is over is the input of the node. */
function replaceInput(context: IExecuteFunctions, items: INodeExecutionData[]): void {
	const executeData = context.getExecuteData();
	executeData.data = { ...executeData.data, main: [items] };
}

/**
 * Puts the execution to wait, with a sub-workflow that looks at the jobs meanwhile. When that ends,
 * n8n takes what it put out for what this node puts out.
 *
 * @returns what n8n shows of the node until then; undefined if the sub-workflow did not come to wait
 * @throws whatever hinders n8n from starting the sub-workflow; nothing waits then
 */
export async function park(
	context: IExecuteFunctions,
	outcomes: Outcomes,
	nowMs: number,
): Promise<INodeExecutionData[] | undefined> {
	const parcel = pack(context, outcomes, nowMs);
	const executionId = parcel.parentExecutionId;
	const workflowId = String(context.getWorkflow().id);
	const child = await context.executeWorkflow(
		{ code: childWorkflow(context.getNode(), context.getWorkflowSettings()) },
		[{ json: toJson(parcel) }],
		undefined,
		{
			parentExecution: { executionId, workflowId, shouldResume: true },
			executionMode: context.getMode(),
		},
	);
	if (!child.waitTill) return undefined;
	context.setMetadata({
		subExecution: { executionId: child.executionId, workflowId },
		subExecutionsCount: 1,
	});
	replaceInput(context, lostItems(context, outcomes));
	const lastDeadlineAt = Math.max(...parcel.parked.map(deadlineOf));
	await context.putExecutionToWait(new Date(wakeUpAt(lastDeadlineAt, nowMs)));
	return waitingItems(outcomes);
}
