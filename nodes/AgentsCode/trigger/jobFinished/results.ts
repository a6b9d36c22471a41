import type { IDataObject } from 'n8n-workflow';
import { httpStatusOf, success, type Fault, type Result } from '../../api/result';
import type { Job } from '../../api/shapes';
import { mapBounded } from '../../jobs/mapBounded';
import type { HistorySource } from '../history/source';
import { toJobFinishedEvent, type NamedRun } from './jobFinishedEvent';

const RESULTS_AT_ONCE = 5;

export interface Report {
	/** Items to put out, in the order of the runs. */
	items: IDataObject[];
	/** Keys of runs that are left for the next poll, for want of time or under a rate limit. */
	unreported: Set<string>;
	/** The refusal, when some were left because of it. */
	refusal?: Fault;
}

/**
 * Fetches the result of each run, a few at once. One whose result can't be had is reported all the
 * same, with the reason; only a rate limit that outlasts the poll leaves runs for the next one.
 *
 * @param isLate asked before each fetch; the first few are fetched in any case, so that each poll gets on
 */
export async function reportWithResults(
	runs: readonly NamedRun[],
	source: HistorySource,
	isLate: () => boolean,
): Promise<Report> {
	let begun = 0;
	const mayStart = () => begun < RESULTS_AT_ONCE || !isLate();
	const answers = await mapBounded(
		runs,
		RESULTS_AT_ONCE,
		async (run) => {
			begun++;
			return await askForResult(run, source);
		},
		mayStart,
	);
	const report: Report = { items: [], unreported: new Set() };
	runs.forEach((run, index) => {
		const answer = answers[index];
		const isRefused = answer !== undefined && !answer.ok && httpStatusOf(answer.fault) === 429;
		if (isRefused) report.refusal = answer.fault;
		if (answer === undefined || isRefused) report.unreported.add(run.key);
		else report.items.push(toJobFinishedEvent(run, answer));
	});
	return report;
}

async function askForResult({ run, job }: NamedRun, source: HistorySource): Promise<Result<Job>> {
	return job ? success(job) : await source.getJob(run.agent, run.jobId ?? '');
}
