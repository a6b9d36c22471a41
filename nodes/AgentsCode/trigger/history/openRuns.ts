import type { RowFacts } from './rowFacts';
import { rowKey } from './rowKey';

/** A run that the history lists as unfinished, remembered so that it can be asked for directly. */
export interface OpenRun {
	id: string;
	agent: string;
	jobId: string;
	startedAt: string | null;
	/** Epoch milliseconds, this machine's clock: when it was first seen, and last looked at. */
	sinceMs: number;
	lookedMs: number;
	/** How often in a row the service did not know the job. */
	misses: number;
}

const MAX_OPEN_RUNS = 100;
const MAX_TEXT_LENGTH = 64;
const MAX_AGE_MS = 30 * 86_400_000;
const MAX_MISSES = 3;
const SHARE_OF_AGE = 0.1;

/** A run whose job cannot be asked for; only its row can tell that it has ended. */
export function isUnreachable({ jobId, misses }: OpenRun): boolean {
	return jobId === '' || misses >= MAX_MISSES;
}

/** The older a run, the rarer it is looked at: it is noticed late by a tenth of its age at most. */
export function isDue({ sinceMs, lookedMs }: OpenRun, nowMs: number): boolean {
	return nowMs - lookedMs >= SHARE_OF_AGE * (lookedMs - sinceMs);
}

function isSmall({ id, agent, jobId }: OpenRun): boolean {
	return Math.max(id.length, agent.length, jobId.length) <= MAX_TEXT_LENGTH;
}

/** The open run of a row that was just read as unfinished. */
export function openRunOf({ run }: RowFacts, nowMs: number, before?: OpenRun): OpenRun {
	return {
		id: run.id,
		agent: run.agent,
		jobId: typeof run.jobId === 'string' ? run.jobId : '',
		startedAt: typeof run.startedAt === 'string' ? run.startedAt.slice(0, 30) : null,
		sinceMs: before?.sinceMs ?? nowMs,
		lookedMs: nowMs,
		misses: before?.misses ?? 0,
	};
}

/**
 * Keeps what fits into the stored state. The oldest stay: the newest stand at the top of the
 * history, where reading finds them anyway.
 */
export function boundOpenRuns(runs: OpenRun[], nowMs: number): OpenRun[] {
	return runs
		.filter((run) => isSmall(run) && nowMs - run.sinceMs <= MAX_AGE_MS)
		.sort((a, b) => a.sinceMs - b.sinceMs)
		.slice(0, MAX_OPEN_RUNS);
}

export function openRunsByKey(runs: readonly OpenRun[]): Map<string, OpenRun> {
	return new Map(runs.map((run) => [rowKey(run.id), run]));
}
