import type { IExecuteFunctions } from 'n8n-workflow';
import { joinSentences } from '../../api/text';
import { openLedger } from '../../jobs/ledger';
import { placeIn } from '../../jobs/ledgerKey';
import { startedJobsNote, type StartedEarlier } from '../common/jobErrors';
import { asNodeError, attemptAsync } from '../common/nodeErrors';
import { isTool } from '../common/tool';
import { runIndexOf } from './places';

/**
 * The jobs that earlier tries of this execution have started for its items, whatever those asked for:
 * known also where nothing can be read of what an item asks for now. A tool's calls are no tries, each
 * may ask something else.
 */
export function earlierJobs(context: IExecuteFunctions): StartedEarlier {
	if (isTool(context)) return () => undefined;
	const started = openLedger(context.getContext('node')).startedByPlace();
	const runIndex = runIndexOf(context);
	return (itemIndex) => started.get(placeIn(runIndex, itemIndex));
}

/**
 * Does what comes before the work on the jobs.
 *
 * @throws NodeApiError | NodeOperationError that hinders it, with the jobs of earlier tries: they go on, and
 *   nobody but this message tells of them
 */
export async function tellingEarlierJobs<T>(
	context: IExecuteFunctions,
	earlier: StartedEarlier,
	prepare: () => Promise<T>,
): Promise<T> {
	const done = await attemptAsync(prepare);
	if (done.ok) return done.value;
	const error = asNodeError(context, done.thrown);
	const jobs = context.getInputData().flatMap((_, itemIndex) => earlier(itemIndex) ?? []);
	const note = startedJobsNote(jobs);
	if (note !== '') error.description = `${joinSentences(error.description ?? '')}${note}`.trim();
	throw error;
}
