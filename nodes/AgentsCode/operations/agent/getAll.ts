import type { IDataObject } from 'n8n-workflow';
import { isActive, mentions } from '../../api/agents';
import type { Agent } from '../../api/shapes';
import type { Operation } from '../operation';
import { pagingFields, readLimit } from '../common/paging';
import { executePerItem, valueOf } from '../common/perItem';

interface AgentFilters {
	search?: string;
	status?: 'any' | 'active' | 'inactive';
}

function isWanted(agent: Agent, { search, status }: AgentFilters): boolean {
	if (status === 'active' && !isActive(agent)) return false;
	if (status === 'inactive' && isActive(agent)) return false;
	return mentions(agent, search ?? '');
}

export const operation: Operation = {
	value: 'getAll',
	name: 'Get Many',
	description: 'Retrieve many agents with their prices',
	action: 'Get many agents',
	fields: [
		...pagingFields,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'e.g. youtube',
					description: 'Only agents whose ID, name or description contains this text',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: [
						{ name: 'Active', value: 'active' },
						{ name: 'Any', value: 'any' },
						{ name: 'Inactive', value: 'inactive' },
					],
					default: 'active',
					description: 'Only agents with this status',
				},
			],
		},
	],
	async execute(context) {
		return await executePerItem(context, async (api, itemIndex) => {
			const limit = readLimit(context, itemIndex);
			const filters = context.getNodeParameter('filters', itemIndex, {}) as AgentFilters;
			const agents = valueOf(
				context,
				await api.listAgents(),
				'Could not list the agents',
				itemIndex,
			);
			return agents.filter((agent) => isWanted(agent, filters)).slice(0, limit) as IDataObject[];
		});
	},
};
