import type { IExecuteFunctions } from 'n8n-workflow';
import { refuse } from './refuse';
import { shown } from '../../api/shown';

const WORDS = new Map<unknown, boolean>([
	[true, true],
	[false, false],
	['true', true],
	['false', false],
]);

/**
 * Reads a switch that an expression may have given as text. What is neither on nor off must not count
 * as one of them: it may decide whether something is paid.
 *
 * @param label the parameter's name as the user sees it
 * @returns `fallback` when it is not set
 * @throws NodeOperationError when it is neither true nor false
 */
export function readBoolean(
	context: IExecuteFunctions,
	raw: unknown,
	label: string,
	fallback: boolean,
	itemIndex: number,
): boolean {
	const word = typeof raw === 'string' ? raw.trim().toLowerCase() : (raw ?? fallback);
	const value = WORDS.get(word);
	if (value !== undefined) return value;
	throw refuse(context, itemIndex, `'${label}' must be true or false, but it is ${shown(raw)}`);
}
