import { agentIdOf } from '../api/agents';
import type { AgentsCodeApi } from '../api/client';
import { reachesBefore } from '../api/historyOrder';
import { walkHistory } from '../api/paging';
import { startOf } from '../api/runDates';
import type { Agent, Run } from '../api/shapes';

/** How far a run's start may lie from the request's: network delays, and clocks that disagree. */
const TOLERANCE_MS = 120_000;
const MAX_CANDIDATES = 20;
const MAX_PAGES = 5;

/** When a start that was never confirmed can have been carried out, in epoch milliseconds. */
export interface UnclearStart {
	agentId: string;
	sentAtMs: number;
	endedAtMs: number;
}

/** A run that may be the job in question; shown to the user, never adopted. */
export interface Candidate {
	runId: string;
	jobId?: string;
	status?: string;
	startedAt: string;
}

/** What the history tells about the time in question. */
export interface RecentHistory {
	runs: Run[];
	agents: Agent[];
}

/**
 * Reads the history back to the earliest of the starts. Best effort: the walk is bounded, and what
 * can't be read is left out.
 */
export async function readRecentHistory(
	api: AgentsCodeApi,
	starts: readonly UnclearStart[],
): Promise<RecentHistory> {
	const since = Math.min(...starts.map(({ sentAtMs }) => sentAtMs)) - TOLERANCE_MS;
	const isFarEnough = reachesBefore(since);
	const agents = await api.listAgents();
	const runs: Run[] = [];
	let pages = 0;
	for await (const page of walkHistory(api.getHistoryPage)) {
		if (!page.ok) break;
		runs.push(...page.value);
		if (++pages >= MAX_PAGES || isFarEnough(page.value)) break;
	}
	return { runs, agents: agents.ok ? agents.value : [] };
}

/**
 * The runs of an agent that began about when a start ended without a clear answer.
 *
 * @param knownJobIds jobs that are known to be others
 */
export function candidatesFor(
	{ agentId, sentAtMs, endedAtMs }: UnclearStart,
	{ runs, agents }: RecentHistory,
	knownJobIds: ReadonlySet<string>,
): Candidate[] {
	const beganAround = (run: Run) => {
		const at = startOf(run);
		return at >= sentAtMs - TOLERANCE_MS && at <= endedAtMs + TOLERANCE_MS;
	};
	return runs
		.filter((run) => agentIdOf(agents, run.agent) === agentId && beganAround(run))
		.filter(({ jobId }) => jobId === undefined || !knownJobIds.has(jobId))
		.slice(0, MAX_CANDIDATES)
		.map(({ id, jobId, status, startedAt }) => ({
			runId: id,
			jobId,
			status,
			startedAt: String(startedAt),
		}));
}
