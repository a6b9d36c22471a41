import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/**
 * An item for the error output. n8n recognises it by its keys, which must be among `error`,
 * `message` and `details`; returning `error` beside `json` instead would wipe the details, and with
 * them the ID of a job that was paid for.
 */
export function errorItem(
	message: string,
	details: IDataObject,
	itemIndex: number,
): INodeExecutionData {
	return { json: { error: message, details }, pairedItem: { item: itemIndex } };
}
