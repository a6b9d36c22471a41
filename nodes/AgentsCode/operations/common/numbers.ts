import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { shown } from './shown';

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
		throw new NodeOperationError(
			context.getNode(),
			`'${label}' must be ${kind} of at least ${min}, but it is ${shown(raw)}`,
			{ itemIndex, level: 'warning' },
		);
	}
	return value;
}
