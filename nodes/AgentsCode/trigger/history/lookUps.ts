import { httpStatusOf } from '../../api/result';
import type { Job } from '../../api/shapes';
import { mapBounded } from '../../jobs/mapBounded';
import { hasEnded } from '../../jobs/status';
import type { LookUp } from './depth';
import type { OpenRun } from './openRuns';
import type { HistorySource } from './source';

const LOOK_UPS_AT_ONCE = 5;
/** A fault that may pass: a dozen in a row, and the run is left to its row all the same. */
const SHARE_OF_A_MISS = 0.25;

/** An open run whose job says that it has ended. */
export interface EndedJob {
	open: OpenRun;
	job: Job;
	depth: number;
}

export interface LookUpAnswers {
	/** The open runs as they are now, ended ones too. */
	looked: OpenRun[];
	ended: EndedJob[];
}

/**
 * Asks for jobs directly. One that can't be asked for now is asked for again by a later poll; one
 * that the service does not know, or never tells, is given up after some times and left to its row.
 */
export async function lookUpJobs(
	lookUps: readonly LookUp[],
	source: HistorySource,
	isLate: () => boolean,
	nowMs: number,
): Promise<LookUpAnswers> {
	const answers: LookUpAnswers = { looked: [], ended: [] };
	const ask = async ({ run, depth }: LookUp) => {
		const answer = await source.getJob(run.agent, run.jobId);
		if (answer.ok) {
			answers.looked.push({ ...run, lookedMs: nowMs, misses: 0 });
			if (hasEnded(answer.value)) {
				answers.ended.push({ open: run, job: answer.value, depth });
			}
		} else if (httpStatusOf(answer.fault) === 404) {
			answers.looked.push({ ...run, lookedMs: nowMs, misses: run.misses + 1 });
		} else {
			answers.looked.push({ ...run, misses: run.misses + SHARE_OF_A_MISS });
		}
	};
	await mapBounded(lookUps, LOOK_UPS_AT_ONCE, ask, () => !isLate());
	return answers;
}
