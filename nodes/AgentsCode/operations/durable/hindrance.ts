import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import { isTool } from '../common/tool';

/**
 * In these n8n puts an execution to wait and takes it up again. Left out is what waits for the node's
 * answer: sub-workflows (their caller may run several at once, and would take up the first result
 * alone), evaluations, chats, and n8n's command line.
 */
const PARKING_MODES: WorkflowExecuteMode[] = ['manual', 'trigger', 'webhook', 'retry', 'error'];

/** What every n8n that this package supports may or may not have. */
type Capabilities = Partial<
	Pick<IExecuteFunctions, 'onExecutionFinish' | 'executeWorkflow' | 'putExecutionToWait'>
>;

/**
 * Since 2.27 n8n tells a parked node that its sub-workflow ended with an error; `onExecutionFinish`
 * came with 2.33. n8n tells no version, and before, a failed job would look like a finished one. What
 * users are told is 2.35: nothing older was tried.
 */
function canPark({
	onExecutionFinish,
	executeWorkflow,
	putExecutionToWait,
}: Capabilities): boolean {
	return [onExecutionFinish, executeWorkflow, putExecutionToWait].every(
		(capability) => typeof capability === 'function',
	);
}

/** Only what is stored can be taken up again. */
function isStored(context: IExecuteFunctions): boolean {
	return [context.getWorkflow().id, context.getExecutionId()].every(
		(id) => typeof id === 'string' && id !== '',
	);
}

/** Why the running n8n can't let this node's worker go, for the end of a sentence; undefined if it can. */
export function parkingHindrance(context: IExecuteFunctions): string | undefined {
	if (isTool(context)) return 'an AI agent waits for its answer';
	if (!canPark(context)) return 'this needs n8n 2.35 or later';
	if (!PARKING_MODES.includes(context.getMode())) {
		return context.getMode() === 'integrated'
			? 'n8n cannot be relied on to take up a sub-workflow again'
			: `n8n cannot take up executions of the mode '${context.getMode()}' again`;
	}
	return isStored(context) ? undefined : 'the workflow has not been saved yet';
}
