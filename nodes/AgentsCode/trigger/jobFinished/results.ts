import type { IDataObject } from 'n8n-workflow';
import { httpStatusOf, success, type Fault, type Result } from '../../api/result';
import type { Job } from '../../api/shapes';
import { mapBounded } from '../../jobs/mapBounded';
import type { HistorySource } from '../history/source';
import { toJobFinishedEvent, type NamedRun } from './jobFinishedEvent';

const RESULTS_AT_ONCE = 5;
const NOT_FETCHED =
	"The job's result was not fetched: more jobs had finished than one poll has time for. Get it with Job → Get";

export interface Report {
	/** Items to put out, in the order of the runs. */
	items: IDataObject[];
	/** Keys of runs that are left for the next poll, for want of time or under a rate limit. */
	unreported: Set<string>;
	/** The refusal, when some were left because of it. */
	refusal?: Fault;
}

export interface Patience {
	/** Asked before each fetch; the first few are fetched in any case, so that each poll gets on. */
	isLate: () => boolean;
	/** Whether runs can be left for the next poll. */
	canDefer: boolean;
}

/**
 * Fetches the result of each run, a few at once. One whose result can't be had is reported all the
 * same, with the reason; only a rate limit that outlasts the poll, or its time, leaves runs for the
 * next one. Where the state could not hold them they are reported without a result: an event that says
 * so is better than none.
 */
export async function reportWithResults(
	runs: readonly NamedRun[],
	source: HistorySource,
	{ isLate, canDefer }: Patience,
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
	const refusals = answers.map(refusalIn);
	const isLeft = runs.map(
		(_, index) => answers[index] === undefined || refusals[index] !== undefined,
	);
	// With nothing to report at all, the whole poll is left to the next one.
	const mayLeave = canDefer || isLeft.every(Boolean);
	const told = runs.flatMap((run, index) => {
		if (!isLeft[index]) return [toJobFinishedEvent(run, answers[index])];
		return mayLeave ? [] : [{ ...toJobFinishedEvent(run), errorMessage: NOT_FETCHED }];
	});
	return {
		items: told,
		unreported: new Set(mayLeave ? runs.filter((_, index) => isLeft[index]).map(keyOf) : []),
		refusal: refusals.find((refusal) => refusal !== undefined),
	};
}

function keyOf({ key }: NamedRun): string {
	return key;
}

function refusalIn(answer: Result<Job> | undefined): Fault | undefined {
	const isRefused = answer?.ok === false && httpStatusOf(answer.fault) === 429;
	return isRefused ? answer.fault : undefined;
}

async function askForResult({ run, job }: NamedRun, source: HistorySource): Promise<Result<Job>> {
	return job ? success(job) : await source.getJob(run.agent, run.jobId ?? '');
}
