import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../api/shapes';
import { refuse } from '../common/refuse';
import { readChoice } from '../common/choices';
import { isTool } from '../common/tool';
import { readFields } from './assignments';
import { isBlank, isDate, kindOf, refuseNaN } from './inputRefusal';

/** The three ways to say what the agent gets. */
export const inputFields: INodeProperties[] = [
	{
		displayName: 'Input Mode',
		name: 'inputMode',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Fields', value: 'fields', description: 'Set the input field by field' },
			{ name: 'JSON', value: 'json', description: 'Write the input as a JSON object' },
			{ name: 'Text', value: 'text', description: 'Send plain text' },
		],
		default: 'fields',
		description: 'How to give the agent its input',
	},
	{
		displayName: 'Input Fields',
		name: 'inputFields',
		type: 'assignmentCollection',
		default: {},
		displayOptions: { show: { inputMode: ['fields'] } },
		description: 'Fields of the input; dots in a name make nested objects, as in customer.name',
	},
	{
		displayName: 'Input JSON',
		name: 'inputJson',
		type: 'json',
		default: '{}',
		required: true,
		displayOptions: { show: { inputMode: ['json'] } },
		description: 'The input as a JSON object, or an expression that gives one',
	},
	{
		displayName: 'Input Text',
		name: 'inputText',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Book an appointment for tomorrow at 10am',
		displayOptions: { show: { inputMode: ['text'] } },
		description: 'The input as plain text',
	},
];

function refuseBlank(context: IExecuteFunctions, itemIndex: number, label: string) {
	const todo = 'Write what the agent shall do, or check what the expression gives for this item';
	return refuse(context, itemIndex, `'${label}' is empty`, todo);
}

function readText(context: IExecuteFunctions, itemIndex: number): string {
	const raw: unknown = context.getNodeParameter('inputText', itemIndex, '');
	if (isBlank(raw)) throw refuseBlank(context, itemIndex, 'Input Text');
	if (typeof raw === 'string') return raw;
	if (Number.isNaN(raw)) throw refuseNaN(context, itemIndex, 'Input Text');
	if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
	if (isTool(context)) return JSON.stringify(raw);
	throw refuse(context, itemIndex, `'Input Text' must be text, but it is ${kindOf(raw)}`);
}

/** JSON's own words name the place; the value itself is the user's and need not be repeated. */
function parseObject(text: string): { value: unknown } | { complaint: string } {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch (thrown) {
		return { complaint: thrown instanceof Error ? thrown.message.slice(0, 200) : 'unreadable' };
	}
}

/** A model may answer in plain words where JSON is asked for; what begins as JSON is meant as JSON. */
function isPlainText(text: string): boolean {
	return !/^\s*["[{]/.test(text);
}

function readJson(context: IExecuteFunctions, itemIndex: number): IDataObject | string {
	const raw: unknown = context.getNodeParameter('inputJson', itemIndex, '');
	if (isBlank(raw)) throw refuseBlank(context, itemIndex, 'Input JSON');
	if (isTool(context) && typeof raw === 'string' && isPlainText(raw)) return raw;
	const parsed = typeof raw === 'string' ? parseObject(raw) : { value: raw };
	if ('complaint' in parsed) {
		const todo = `${parsed.complaint}. Check quotes and commas, or use the input mode Fields`;
		throw refuse(context, itemIndex, "'Input JSON' is not valid JSON", todo);
	}
	if (!isRecord(parsed.value) || isDate(parsed.value)) {
		throw refuse(
			context,
			itemIndex,
			`'Input JSON' must be an object, but it is ${kindOf(parsed.value)}`,
			'Put the value into a field, for example {"items": [1, 2]}, or use the input mode Text for plain text',
		);
	}
	return parsed.value as IDataObject;
}

/**
 * What the agent is started with, from whichever input mode the item uses.
 *
 * @throws NodeOperationError, before any request, when it can't be sent
 */
export function readInput(context: IExecuteFunctions, itemIndex: number): IDataObject | string {
	const raw: unknown = context.getNodeParameter('inputMode', itemIndex, 'fields');
	switch (readChoice(context, raw, 'Input Mode', ['fields', 'json', 'text'], itemIndex)) {
		case 'text':
			return readText(context, itemIndex);
		case 'json':
			return readJson(context, itemIndex);
		case 'fields':
			return readFields(context, itemIndex);
	}
}
