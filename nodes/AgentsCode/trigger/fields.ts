import type { INodeProperties } from 'n8n-workflow';

const jobFinishedOnly = { show: { event: ['jobFinished'] } };
const creditsLowOnly = { show: { event: ['creditsLow'] } };

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
		typeOptions: { minValue: 1, maxValue: 10080 },
		default: 60,
		description:
			'How long jobs may run and still be found for sure if the history shows them only when they finish. Also how far back the trigger reports after it was switched off for a while.',
	},
];

/** The form of the trigger. */
export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Credits Low',
				value: 'creditsLow',
				description: 'The available credits have fallen below a threshold',
			},
			{
				name: 'Job Finished',
				value: 'jobFinished',
				description: 'A job has completed, failed or was cancelled',
			},
		],
		default: 'jobFinished',
		description: 'What starts the workflow',
	},
	{
		displayName: 'Threshold',
		name: 'threshold',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 100,
		displayOptions: creditsLowOnly,
		description:
			'Starts the workflow once when fewer credits than this are available, and again only after they have risen to it',
	},
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
		displayOptions: jobFinishedOnly,
		description: 'Only jobs that ended like this; none selected means all',
	},
	{
		displayName: 'Agent Names or IDs',
		name: 'agentIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getAgents' },
		default: [],
		displayOptions: jobFinishedOnly,
		description:
			'Only jobs of these agents; none selected means all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: jobFinishedOnly,
		options: optionFields,
	},
];
