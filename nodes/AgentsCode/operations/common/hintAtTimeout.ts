import type { IExecuteFunctions } from 'n8n-workflow';
import { wantsRelease } from './jobOptions';
import { timeoutHints, timeoutRemark } from './runHints';
import { isTool } from './tool';

/**
 * Puts a hint beside the output when the workflow's own time-out is shorter than a wait that it may
 * end. A wait that lets its worker go is not in the way of it.
 *
 * @param timeoutsSeconds of all waits
 * @returns the same in words to tell at once, as n8n keeps no hint of a run that it ends itself
 */
export function hintAtTimeout(
	context: IExecuteFunctions,
	timeoutsSeconds: readonly number[],
): string | undefined {
	if (isTool(context) || wantsRelease(context)) return undefined;
	const facts = {
		timeoutSeconds: Math.max(0, ...timeoutsSeconds),
		workflowTimeoutSeconds: context.getWorkflowSettings?.()?.executionTimeout,
	};
	context.addExecutionHints?.(...timeoutHints(facts));
	return timeoutRemark(facts);
}
