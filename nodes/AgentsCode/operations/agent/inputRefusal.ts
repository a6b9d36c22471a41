import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../api/shapes';

/** What can not be sent, before any request. */
export function refuse(
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description?: string,
) {
	return new NodeOperationError(context.getNode(), message, {
		itemIndex,
		level: 'warning',
		description,
	});
}

export function kindOf(value: unknown): string {
	if (value === null || value === undefined) return 'empty';
	if (Number.isNaN(value)) return 'no number';
	if (isDate(value)) return 'a date';
	if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
	return `a ${typeof value}`;
}

/** Dates of expressions are objects, but leave as text. */
export function isDate(value: unknown): boolean {
	return isRecord(value) && typeof value.toJSON === 'function';
}

/** What a calculation gives that went wrong, such as one with a field that the item does not have. */
export function refuseNaN(context: IExecuteFunctions, itemIndex: number, label: string) {
	const todo = 'Check what the expression gives for this item';
	return refuse(context, itemIndex, `'${label}' must be text, but it is no number`, todo);
}
