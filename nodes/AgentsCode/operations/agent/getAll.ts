import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isActive, mentions } from '../../api/agents';
import type { Agent } from '../../api/shapes';
import type { Operation } from '../operation';
import { readChoice } from '../common/choices';
import { pagingFields, readLimit } from '../common/paging';
import { executePerItem, valueOf } from '../common/perItem';
import { refuse } from '../common/refuse';
import { shown } from '../../api/shown';

const STATUSES = ['active', 'any', 'inactive'] as const;

interface AgentFilters {
	search: string;
	status: (typeof STATUSES)[number];
}

/** A filter that can't be read must not count as none: that would let every agent pass. */
function readFilters(context: IExecuteFunctions, itemIndex: number): AgentFilters {
	const raw = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const search = Number.isFinite(raw.search) ? String(raw.search) : (raw.search ?? '');
	if (typeof search !== 'string') {
		throw refuse(context, itemIndex, `'Search' must be text, but it is ${shown(search)}`);
	}
	return {
		search,
		status: readChoice(context, raw.status ?? 'any', 'Status', STATUSES, itemIndex),
	};
}

function isWanted(agent: Agent, { search, status }: AgentFilters): boolean {
	if (status === 'active' && !isActive(agent)) return false;
	if (status === 'inactive' && isActive(agent)) return false;
	return mentions(agent, search);
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
			const filters = readFilters(context, itemIndex);
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
