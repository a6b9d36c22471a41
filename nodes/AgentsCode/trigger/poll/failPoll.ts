import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { isPassing } from '../../api/retry';
import type { Fault } from '../../api/result';
import { joinSentences } from '../../api/text';
import { toPollError } from './pollError';

/** n8n takes up a trigger that was on before: it was started again, or another main took over. */
const RESUMED = new Set(['init', 'leadershipChange']);

/**
 * Ends a poll that a fault kept from its work.
 *
 * A trigger whose first poll after a restart throws is not polled any more by newer versions of n8n:
 * an outage of the service that meets a restart would silence it until somebody publishes the workflow
 * again. So that one poll leaves a passing fault to the next, which starts from the same state.
 *
 * @param intent what was being done, as "Could not …"
 * @param isFirst whether n8n has just switched the trigger on, or was itself started
 * @returns no events
 * @throws NodeApiError with `failure` for n8n's back-off, but for that first poll
 */
export function failPoll(
	context: IPollFunctions,
	fault: Fault,
	intent: string,
	isFirst: boolean,
): IDataObject[] {
	const error = toPollError(context.getNode(), fault, intent);
	const isResumed = isFirst && RESUMED.has(context.getActivationMode());
	if (!isResumed || !isPassing(fault)) throw error;
	const told = `${context.getNode().name}: ${error.message}`;
	context.logger.warn(joinSentences(told, 'The next poll tries again'));
	return [];
}
