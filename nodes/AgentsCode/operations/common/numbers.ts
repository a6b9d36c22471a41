import type { IExecuteFunctions } from 'n8n-workflow';
import { refuse } from './refuse';
import { shown } from '../../api/shown';

/**
 * Reads a number that an expression may have given as text.
 *
 * @param label the parameter's name as the user sees it
 * @throws NodeOperationError when it is no number, or smaller than `min`
 */
export function readNumber(
	context: IExecuteFunctions,
	raw: unknown,
	label: string,
	{ min, isWhole = false }: { min: number; isWhole?: boolean },
	itemIndex: number,
): number {
	const isFilledText = typeof raw === 'string' && raw.trim() !== '';
	const value = typeof raw === 'number' || isFilledText ? Number(raw) : NaN;
	if (!Number.isFinite(value) || value < min || (isWhole && !Number.isInteger(value))) {
		const kind = isWhole ? 'a whole number' : 'a number';
		const wanted = `must be ${kind} of at least ${min}`;
		throw refuse(context, itemIndex, `'${label}' ${wanted}, but it is ${shown(raw)}`);
	}
	return value;
}
