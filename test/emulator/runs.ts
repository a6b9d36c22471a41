import type { EmulatedAgent } from './agents';
import type { HistoryBehaviour, JobStatus } from './behaviour';
import { statusAt, type EmulatedJob } from './jobs';

/** A row of the credit history before it is worded: times in milliseconds, the agent as itself. */
export interface RunRow {
	id: string;
	jobId: string;
	/** The catalogue's agent, or the bare word a seeded row gave. */
	agent: EmulatedAgent | string;
	status: JobStatus;
	creditsUsed: number;
	startedAtMs: number;
	/** Absent while unfinished. */
	completedAtMs?: number;
	/** Fields of a seeded row that are told as they stand. */
	asGiven?: Record<string, unknown>;
}

export function runOfJob(job: EmulatedJob, nowMs: number): RunRow {
	const status = statusAt(job, nowMs);
	return {
		id: job.runId,
		jobId: job.jobId,
		agent: job.agent,
		status,
		creditsUsed: status === 'completed' ? job.plan.credits : 0,
		startedAtMs: job.startedAt,
		...(job.endsAt <= nowMs ? { completedAtMs: job.endsAt } : {}),
	};
}

/** The documented wording of a row. */
export function documentedRun(
	row: RunRow,
	history: HistoryBehaviour,
	skewMs: number,
): Record<string, unknown> {
	const iso = (ms: number) => isoDate(coarse(ms, history.granularityMs) + skewMs);
	// The reference knows finished rows only; an unfinished one is a variant of such a row.
	const end = row.completedAtMs ?? row.startedAtMs;
	return {
		id: row.id,
		agent: agentWord(row.agent, history.agentAs),
		creditsUsed: row.creditsUsed,
		startedAt: iso(row.startedAtMs),
		completedAt: iso(end),
		duration: Math.max(0, Math.round(end - row.startedAtMs)) / 1000,
		jobId: row.jobId,
		status: row.status,
	};
}

/** The row's place in the list: by start or end, coarse timestamps included; unfinished ends are last. */
export function sortTime(row: RunRow, history: HistoryBehaviour): number {
	const ms = history.orderBy === 'startedAt' ? row.startedAtMs : row.completedAtMs;
	return ms === undefined ? Infinity : coarse(ms, history.granularityMs);
}

export function isListed(row: RunRow, history: HistoryBehaviour, nowMs: number): boolean {
	if (row.completedAtMs === undefined) return history.listUnfinished;
	if (row.status === 'failed' && !history.listFailed) return false;
	if (row.status === 'cancelled' && !history.listCancelled) return false;
	// A late row of a history that lists unfinished runs would vanish in between: there it stays.
	return history.listUnfinished || nowMs >= row.completedAtMs + history.lateMs;
}

function agentWord(agent: EmulatedAgent | string, as: HistoryBehaviour['agentAs']): string {
	if (typeof agent === 'string') return agent;
	return as === 'displayName' ? (agent.displayName ?? agent.name) : agent[as];
}

function coarse(ms: number, granularityMs: number): number {
	return Math.floor(ms / granularityMs) * granularityMs;
}

function isoDate(ms: number): string {
	return new Date(ms).toISOString();
}
