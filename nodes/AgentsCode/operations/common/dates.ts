import { NodeOperationError, tryToParseDateTime, type IExecuteFunctions } from 'n8n-workflow';
import { shown } from './shown';

/**
 * Reads a date that may be any ISO 8601 text, or a date object or epoch milliseconds from an
 * expression. A text without a zone is meant in the workflow's time zone.
 *
 * @param label the parameter's name as the user sees it
 * @returns epoch milliseconds; undefined when the parameter is empty
 * @throws NodeOperationError when it is no date
 */
export function readDate(
	context: IExecuteFunctions,
	raw: unknown,
	label: string,
	itemIndex: number,
): number | undefined {
	if (raw === undefined || raw === null || raw === '') return undefined;
	if (typeof raw === 'number' && Number.isFinite(raw)) return raw;
	try {
		return tryToParseDateTime(raw, context.getTimezone()).toMillis();
	} catch {
		const text = typeof raw === 'string' ? raw.slice(0, 100) : shown(raw);
		throw new NodeOperationError(context.getNode(), `'${label}' is not a date: ${text}`, {
			itemIndex,
			level: 'warning',
			description: 'Give a date such as 2026-05-31 or 2026-05-31T08:00:00Z',
		});
	}
}
