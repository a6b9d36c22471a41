import type { IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../api/shapes';
import { priceIn } from '../../api/prices';
import { rawOptions } from '../common/jobOptions';
import { attempt } from '../common/nodeErrors';
import { runHints } from '../common/runHints';
import { isTool } from '../common/tool';

/** The price of the agent that was picked for all items; undefined when each item may name its own. */
function pickedPrice(context: IExecuteFunctions): number | undefined {
	const stored: unknown = context.getNode().parameters.agentId;
	if (!isRecord(stored) || String(stored.value).startsWith('=')) return undefined;
	return priceIn(stored.cachedResultName);
}

/**
 * Puts hints beside the output of a run of many items. The price is the one that was picked: asking
 * for it would take a request in every execution, to tell what has been spent by then anyway.
 *
 * @param jobs that were asked for
 * @param bound how many jobs may be started and not finished at once
 */
export function hintAtRun(context: IExecuteFunctions, jobs: number, bound: number): void {
	if (isTool(context)) return;
	const options = context.getInputData().flatMap((_, itemIndex) => {
		const read = attempt(() => rawOptions(context, itemIndex));
		return read.ok ? [read.value] : [];
	});
	const price = pickedPrice(context);
	const hints = runHints({
		jobs,
		maxConcurrentJobs: bound,
		isBoundChosen: options.some(({ maxConcurrentJobs }) => maxConcurrentJobs !== undefined),
		// Prices may be fractions, whose sums have long tails.
		credits: price === undefined ? undefined : Number((price * jobs).toFixed(6)),
		isCreditChecked: options.some(({ checkCredits }) => checkCredits === true),
	});
	context.addExecutionHints?.(...hints);
}
