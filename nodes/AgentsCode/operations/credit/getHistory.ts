import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { AgentsCodeApi } from '../../api/client';
import { reachesBefore } from '../../api/historyOrder';
import { walkHistory } from '../../api/paging';
import type { Run } from '../../api/shapes';
import type { Operation } from '../operation';
import { pagingFields, readLimit } from '../common/paging';
import { executePerItem, valueOf } from '../common/perItem';
import { isWanted, readFilters } from './historyFilters';

async function collect(
	context: IExecuteFunctions,
	api: AgentsCodeApi,
	itemIndex: number,
): Promise<IDataObject[]> {
	const limit = readLimit(context, itemIndex);
	const filters = readFilters(context, itemIndex);
	const agents =
		filters.agentId === undefined
			? []
			: valueOf(context, await api.listAgents(), 'Could not list the agents', itemIndex);
	const isPastPeriod = reachesBefore(filters.startedAfterMs);
	const runs: Run[] = [];
	for await (const page of walkHistory(async (cursor) => await api.getHistoryPage(cursor))) {
		const rows = valueOf(context, page, 'Could not read the credit history', itemIndex);
		runs.push(...rows.filter((run) => isWanted(run, filters, agents)));
		if (runs.length >= limit || isPastPeriod(rows)) break;
	}
	return runs.slice(0, limit) as IDataObject[];
}

const STATUS_OPTIONS = [
	{ name: 'Active', value: 'active' },
	{ name: 'Cancelled', value: 'cancelled' },
	{ name: 'Completed', value: 'completed' },
	{ name: 'Failed', value: 'failed' },
	{ name: 'Queued', value: 'queued' },
];

export const operation: Operation = {
	value: 'getHistory',
	name: 'Get History',
	description: 'Retrieve the runs of the account with the credits they used',
	action: 'Get credit history',
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
					displayName: 'Agent Name or ID',
					name: 'agentId',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getAgents' },
					default: '',
					description:
						'Only runs of this agent. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				{
					displayName: 'Started After',
					name: 'startedAfter',
					type: 'dateTime',
					default: '',
					description: 'Only runs that started at this time or later',
				},
				{
					displayName: 'Started Before',
					name: 'startedBefore',
					type: 'dateTime',
					default: '',
					description:
						'Only runs that started at this time or earlier; a date without a time means its midnight',
				},
				{
					displayName: 'Statuses',
					name: 'statuses',
					type: 'multiOptions',
					options: STATUS_OPTIONS,
					default: [],
					description: 'Only runs with one of these statuses; none selected means all',
				},
			],
		},
	],
	async execute(context) {
		return await executePerItem(
			context,
			async (api, itemIndex) => await collect(context, api, itemIndex),
		);
	},
};
