import type { INodeProperties } from 'n8n-workflow';

/** The form of the event "credits low". */
export const creditsLowFields: INodeProperties[] = [
	{
		displayName: 'Threshold',
		name: 'threshold',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 100,
		displayOptions: { show: { event: ['creditsLow'] } },
		description:
			'Starts the workflow once when fewer credits than this are available, and again only after they have risen to it',
	},
];
