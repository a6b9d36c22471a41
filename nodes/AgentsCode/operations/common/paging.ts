import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readBoolean } from './booleans';
import { readNumber } from './numbers';
import { HIDDEN_FROM_TOOLS } from './tool';

export const pagingFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		displayOptions: HIDDEN_FROM_TOOLS,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		// A tool has no 'Return All' that could be shown or hidden.
		displayOptions: { hide: { returnAll: [true] } },
		description: 'Max number of results to return',
	},
];

/**
 * How many results the item asks for; Infinity for all.
 *
 * @throws NodeOperationError when the limit is no whole number from 1
 */
export function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	const all: unknown = context.getNodeParameter('returnAll', itemIndex, false);
	if (readBoolean(context, all, 'Return All', false, itemIndex)) return Infinity;
	const raw = context.getNodeParameter('limit', itemIndex, 50);
	return readNumber(context, raw, 'Limit', { min: 1, isWhole: true }, itemIndex);
}
