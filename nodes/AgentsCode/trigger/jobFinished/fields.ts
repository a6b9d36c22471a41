import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_LOOK_BACK_MINUTES, MAX_LOOK_BACK_MINUTES } from './settings';

const displayOptions = { show: { event: ['jobFinished'] } };

const optionFields: INodeProperties[] = [
	{
		displayName: 'Include Result',
		name: 'includeResult',
		type: 'boolean',
		default: true,
		description:
			'Whether to fetch the result of each finished job, or the reason why it failed; takes one request per job',
	},
	{
		displayName: 'Look Back (Minutes)',
		name: 'lookBackMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_LOOK_BACK_MINUTES },
		default: DEFAULT_LOOK_BACK_MINUTES,
		description:
			'How long jobs may run and still be found for sure if the history shows them only when they finish. Also how far back the trigger reports after it was switched off for a while.',
	},
];

/** The form of the event "job finished"; `settings.ts` reads what it holds. */
export const jobFinishedFields: INodeProperties[] = [
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: [
			{ name: 'Cancelled', value: 'cancelled' },
			{ name: 'Completed', value: 'completed' },
			{ name: 'Failed', value: 'failed' },
		],
		default: ['completed', 'failed', 'cancelled'],
		displayOptions,
		description: 'Only jobs that ended like this; none selected means all',
	},
	{
		displayName: 'Agent Names or IDs',
		name: 'agentIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getAgents' },
		default: [],
		displayOptions,
		description:
			'Only jobs of these agents; none selected means all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions,
		options: optionFields,
	},
];
