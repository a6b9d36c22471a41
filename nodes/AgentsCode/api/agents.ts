import type { Agent } from './shapes';

/** What a user knows an agent by. Only the id is sure: names may be missing, empty or no text. */
export function agentLabel(agent: Agent): string {
	const names: unknown[] = [agent.displayName, agent.name];
	const isName = (name: unknown): name is string => typeof name === 'string' && name.trim() !== '';
	return names.find(isName) ?? agent.id;
}

/**
 * Finds the agent that a text means: by id, then by name, then by display name. A history row's
 * `agent` can be any of the three.
 */
export function findAgent(agents: readonly Agent[], text: string): Agent | undefined {
	return (
		agents.find((agent) => agent.id === text) ??
		agents.find((agent) => agent.name === text) ??
		agents.find((agent) => agent.displayName === text)
	);
}

/** The id of the agent that a history row's `agent` means; the text as it stands if none matches. */
export function agentIdOf(agents: readonly Agent[], text: string): string {
	return findAgent(agents, text)?.id ?? text;
}

export function isActive(agent: Agent): boolean {
	return typeof agent.status === 'string' && agent.status.trim().toUpperCase() === 'ACTIVE';
}

/** Whether an agent has a text in its id, its names or its description; an empty text is in all. */
export function mentions(agent: Agent, text: string): boolean {
	const wanted = text.trim().toLowerCase();
	const places: unknown[] = [agent.id, agent.name, agent.displayName, agent.description];
	return places.some((place) => typeof place === 'string' && place.toLowerCase().includes(wanted));
}
