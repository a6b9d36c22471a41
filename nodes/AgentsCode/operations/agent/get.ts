import type { IDataObject } from 'n8n-workflow';
import { findAgent } from '../../api/agents';
import type { Agent } from '../../api/shapes';
import type { Operation } from '../operation';
import { agentField, readAgentId } from '../common/idFields';
import { executePerItem, valueOf } from '../common/perItem';
import { refuse } from '../common/refuse';

function suggestion(agents: Agent[], text: string): string {
	const meant = findAgent(agents, text);
	return meant
		? `An agent of that name has the ID "${meant.id}"`
		: 'Pick the agent from the list to see which exist';
}

export const operation: Operation = {
	value: 'get',
	name: 'Get',
	description: 'Retrieve an agent with its price and status',
	action: 'Get agent',
	fields: [agentField],
	async execute(context) {
		return await executePerItem(context, async (api, itemIndex, about) => {
			const agentId = (about.agentId = readAgentId(context, itemIndex));
			// The API has no call for a single agent.
			const agents = valueOf(
				context,
				await api.listAgents(),
				'Could not list the agents',
				itemIndex,
			);
			const agent = agents.find(({ id }) => id === agentId);
			if (agent) return agent as IDataObject;
			const message = `There is no agent with the ID "${agentId}"`;
			throw refuse(context, itemIndex, message, suggestion(agents, agentId));
		});
	},
};
