import type { Job, Run } from '../../api/shapes';
import type { OpenRun } from './openRuns';
import type { RowFacts } from './rowFacts';
import { rowKey } from './rowKey';

/** A run that has ended and was not reported before. */
export interface FinishedRun {
	key: string;
	run: Run;
	/** What the job answered, where it was asked already. */
	job?: Job;
}

/** What an open run's own job tells of its row, which stands too deep in the history to be read. */
export function runOfJob(open: OpenRun, job: Job): Run {
	const { startedAt, completedAt, creditsUsed, duration } = job;
	return {
		id: open.id,
		agent: open.agent,
		jobId: open.jobId,
		status: job.status,
		startedAt: typeof startedAt === 'string' ? startedAt : open.startedAt,
		...(typeof completedAt === 'string' ? { completedAt } : {}),
		...(typeof creditsUsed === 'number' ? { creditsUsed } : {}),
		...(typeof duration === 'number' ? { duration } : {}),
	};
}

/**
 * Oldest end first. A row without a believable end stands by the one it stood by in the history.
 *
 * @param news in the history's order
 * @param endedJobs open runs whose jobs said that they have ended
 */
export function inOrderOfEnd(
	news: readonly RowFacts[],
	endedJobs: ReadonlyArray<{ open: OpenRun; job: Job }>,
): FinishedRun[] {
	const jobs = new Map(endedJobs.map(({ open, job }) => [rowKey(open.id), job]));
	let lastMs = -Infinity;
	const ordered = [...news].reverse().map(({ key, run, latestMs }) => {
		lastMs = latestMs ?? lastMs;
		return { atMs: lastMs, event: { key, run, ...(jobs.has(key) ? { job: jobs.get(key) } : {}) } };
	});
	const readKeys = new Set(
		news.flatMap(({ key, run }) => (run.jobId ? [key, rowKey(run.jobId)] : [key])),
	);
	const fromJobs = endedJobs
		.filter(({ open }) => !readKeys.has(rowKey(open.id)))
		.map(({ open, job }) => ({ key: rowKey(open.id), run: runOfJob(open, job), job }));
	return [
		...ordered.sort((a, b) => (a.atMs === b.atMs ? 0 : a.atMs - b.atMs)).map(({ event }) => event),
		...fromJobs,
	];
}
