import type { IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../api/shapes';
import { refuse } from '../common/refuse';

/** Nothing, or a text of spaces. */
export function isBlank(raw: unknown): boolean {
	return raw === null || raw === undefined || (typeof raw === 'string' && raw.trim() === '');
}

export function kindOf(value: unknown): string {
	if (isBlank(value)) return 'empty';
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
	return refuse(context, itemIndex, `'${label}' must be text, but it is no number`);
}
