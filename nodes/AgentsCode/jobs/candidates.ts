import { agentIdOf } from '../api/agents';
import type { AgentsCodeApi } from '../api/client';
import type { Run } from '../api/shapes';

/** How far a run's start may lie from the request's: network delays, and clocks that disagree. */
const TOLERANCE_MS = 120_000;
const MAX_CANDIDATES = 20;

export interface Candidate {
	runId: string;
	jobId?: string;
	status?: string;
	startedAt: string;
}

function beganAround(run: Run, startedAtMs: number): boolean {
	const beganAtMs = Date.parse(run.startedAt ?? '');
	return Math.abs(beganAtMs - startedAtMs) <= TOLERANCE_MS;
}

/**
 * The runs of an agent that began about when a start ended without a clear answer: one of them may
 * be the job in question. Shown to the user, never adopted.
 *
 * Best effort: the newest page of the history is read, and what can't be read is left out.
 */
export async function findCandidates(
	api: AgentsCodeApi,
	agentId: string,
	startedAtMs: number,
): Promise<Candidate[]> {
	const [page, agents] = await Promise.all([api.getHistoryPage(), api.listAgents()]);
	if (!page.ok) return [];
	const known = agents.ok ? agents.value : [];
	return page.value.runs
		.filter((run) => agentIdOf(known, run.agent) === agentId && beganAround(run, startedAtMs))
		.slice(0, MAX_CANDIDATES)
		.map(({ id, jobId, status, startedAt }) => ({
			runId: id,
			jobId,
			status,
			startedAt: String(startedAt),
		}));
}
