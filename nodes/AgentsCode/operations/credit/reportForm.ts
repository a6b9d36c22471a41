import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { GroupBy } from '../../reports/groups';
import { readChoice } from '../common/choices';

export type ReportFormat = 'items' | 'markdown' | 'html';

interface Choice<T extends string> {
	name: string;
	value: T;
	description: string;
}

const GROUPS: Array<Choice<GroupBy>> = [
	{ name: 'Agent', value: 'agent', description: 'Most credits first' },
	{ name: 'Day', value: 'day', description: 'Every day of the period, also those without runs' },
	{ name: 'Month', value: 'month', description: 'Every month of the period' },
	{ name: 'None', value: 'none', description: 'All runs together' },
	{ name: 'Status', value: 'status', description: 'Most credits first' },
	{ name: 'Week', value: 'week', description: 'Every ISO week, Monday to Sunday' },
];

const FORMATS: Array<Choice<ReportFormat>> = [
	{ name: 'HTML', value: 'html', description: 'One item with a report to send by e-mail' },
	{ name: 'Items', value: 'items', description: 'One item per group, with its figures' },
	{
		name: 'Markdown',
		value: 'markdown',
		description: 'One item with a report to post in Slack, GitHub or another chat',
	},
];

export const groupByField: INodeProperties = {
	displayName: 'Group By',
	name: 'groupBy',
	type: 'options',
	options: GROUPS,
	default: 'agent',
	description: 'What the report has a line for',
};

export const formatField: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	options: FORMATS,
	default: 'items',
	description: 'What comes out: figures to work with, or a report to read',
};

function readChosen<T extends string>(
	context: IExecuteFunctions,
	field: INodeProperties,
	choices: Array<Choice<T>>,
	itemIndex: number,
): T {
	const raw: unknown = context.getNodeParameter(field.name, itemIndex, field.default as string);
	const words = choices.map(({ value }) => value);
	return readChoice(context, raw, field.displayName, words, itemIndex);
}

/** @throws NodeOperationError when an expression gives none of the choices */
export function readGroupBy(context: IExecuteFunctions, itemIndex: number): GroupBy {
	return readChosen(context, groupByField, GROUPS, itemIndex);
}

/** @throws NodeOperationError when an expression gives none of the choices */
export function readFormat(context: IExecuteFunctions, itemIndex: number): ReportFormat {
	return readChosen(context, formatField, FORMATS, itemIndex);
}
