import { agentIdOf, findAgent } from '../../api/agents';
import type { AgentsCodeApi } from '../../api/client';
import { success, type Result } from '../../api/result';
import type { Agent } from '../../api/shapes';

const KEEP_MS = 10 * 60_000;
/** A name that is not in the list may belong to a new agent; the list is not read again at once for it. */
const RETRY_MS = 60_000;

interface Cached {
	agents: Agent[];
	readAtMs: number;
}

/** Lists of agents by credential; they change rarely, polls come often. */
const cache = new Map<string, Cached>();

/** Finds the id of an agent that the history names by id, name or display name. */
export interface AgentDirectory {
	/** @returns the text as it stands if no agent matches, or the fault that kept the list from being read */
	idOf(text: string): Promise<Result<string>>;
}

/**
 * @param scope whose agents they are: credential and address
 * @param clock this machine's
 */
export function openAgentDirectory(
	api: Pick<AgentsCodeApi, 'listAgents'>,
	scope: string,
	clock: { now(): number },
): AgentDirectory {
	// Once a poll at most, whether it can be read or not.
	let reading: Promise<Result<Agent[]>> | undefined;
	const read = async () => {
		const answer = await api.listAgents();
		if (answer.ok) cache.set(scope, { agents: answer.value, readAtMs: clock.now() });
		return answer;
	};
	const isFresh = (text: string) => {
		const cached = cache.get(scope);
		if (!cached) return false;
		const ageMs = clock.now() - cached.readAtMs;
		return ageMs < (findAgent(cached.agents, text) ? KEEP_MS : RETRY_MS);
	};
	return {
		async idOf(text) {
			const cached = cache.get(scope);
			if (cached && isFresh(text)) return success(agentIdOf(cached.agents, text));
			reading ??= read();
			const answer = await reading;
			return answer.ok ? success(agentIdOf(answer.value, text)) : answer;
		},
	};
}
