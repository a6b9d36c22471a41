import {
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { agentLabel, isActive, mentions } from '../api/agents';
import { createApi } from '../api/client';
import { createClock } from '../api/clock';
import { toNodeApiError } from '../api/errors';
import { PICKER_PATIENCE_MS } from '../api/limits';
import { priceWords } from '../api/prices';
import type { Agent } from '../api/shapes';

async function listAgents(context: ILoadOptionsFunctions): Promise<Agent[]> {
	const api = await createApi(context, { clock: createClock(), patienceMs: PICKER_PATIENCE_MS });
	const answer = await api.listAgents();
	if (answer.ok) return answer.value;
	throw toNodeApiError(context.getNode(), answer.fault, 'Could not list the agents');
}

/** Said only where it is worth knowing before the choice. */
function stateOf(agent: Agent): string {
	const { status }: { status?: unknown } = agent;
	return isActive(agent) || typeof status !== 'string' ? '' : `, ${status.trim().toLowerCase()}`;
}

function entryName(agent: Agent): string {
	return `${agentLabel(agent)} (${priceWords(agent)}${stateOf(agent)})`;
}

/** Active agents first, then by name. */
function byUse(a: Agent, b: Agent): number {
	const activeFirst = Number(isActive(b)) - Number(isActive(a));
	return activeFirst !== 0 ? activeFirst : agentLabel(a).localeCompare(agentLabel(b));
}

function toEntries(agents: Agent[]): INodePropertyOptions[] {
	return [...agents].sort(byUse).map((agent) => {
		const { description }: { description?: unknown } = agent;
		const entry = { name: entryName(agent), value: agent.id };
		return typeof description === 'string' ? { ...entry, description } : entry;
	});
}

/** The searchable list of the agent picker. */
export async function searchAgents(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const agents = await listAgents(this);
	return { results: toEntries(agents.filter((agent) => mentions(agent, filter ?? ''))) };
}

/** The plain list for fields that take several agents, or a name from an expression. */
export async function getAgents(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return toEntries(await listAgents(this));
}
