import type { IExecuteFunctions } from 'n8n-workflow';
import type { Clock } from '../../api/clock';
import { isUnfinished, type ItemOutcome } from '../../jobs/outcome';
import { hasEnded } from '../../jobs/status';
import type { JobWork } from './jobItems';
import { oncePerSecond, progressLine, type Progress } from './stepLines';
import { isTool } from './tool';

export interface ProgressWatch {
	/** To be called for each job that is there, started just now or by an earlier try; repeats count once. */
	started: (key: string) => void;
	/** The same works, which tell how they ended. */
	watching: (works: JobWork[]) => JobWork[];
}

const UNWATCHED: ProgressWatch = {
	started: () => undefined,
	watching: (works) => works,
};

function note(progress: Progress, outcome: ItemOutcome): boolean {
	const isFinished = outcome.ok && hasEnded(outcome.job);
	if (isFinished) progress.finished++;
	// A wait that only goes on elsewhere has not failed.
	const hasFailed = !outcome.ok && !isUnfinished(outcome);
	if (hasFailed) progress.failed++;
	return isFinished || hasFailed;
}

/**
 * Tells how the jobs are coming along in the browser's console, which is all that n8n offers while a
 * node runs. Only somebody who runs the workflow by hand is there to read it.
 *
 * @param remark told first, where there is one
 * @param startedAlready how many of the jobs were started before
 */
export function watchProgress(
	context: IExecuteFunctions,
	clock: Clock,
	total: number,
	{ remark, startedAlready = 0 }: { remark?: string; startedAlready?: number } = {},
): ProgressWatch {
	if (context.getMode() !== 'manual' || isTool(context)) return UNWATCHED;
	const progress: Progress = { total, started: startedAlready, finished: 0, failed: 0 };
	const tell = oncePerSecond(clock, (line) => context.sendMessageToUI?.(line));
	const line = () => progressLine(progress);
	const startedKeys = new Set<string>();
	if (remark !== undefined) tell(() => remark);
	if (startedAlready > 0) tell(line);
	return {
		started: (key) => {
			startedKeys.add(key);
			progress.started = startedKeys.size;
			tell(line);
		},
		watching: (works) =>
			works.map((work) => {
				if (!work.ok) return work;
				const watched = async () => {
					const outcome = await work.value();
					if (note(progress, outcome)) tell(line);
					return outcome;
				};
				return { ok: true, value: watched };
			}),
	};
}
