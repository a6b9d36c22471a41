import type { INodeProperties } from 'n8n-workflow';
import { creditsLowFields } from './creditsLow/fields';
import { jobFinishedFields } from './jobFinished/fields';

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
	...creditsLowFields,
	...jobFinishedFields,
];
