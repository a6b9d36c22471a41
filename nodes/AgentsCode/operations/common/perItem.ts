import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { createApi, type AgentsCodeApi } from '../../api/client';
import { createClock } from '../../api/clock';
import { toNodeApiError } from '../../api/errors';
import type { Result } from '../../api/result';
import { mapBounded } from '../../jobs/mapBounded';
import { withoutError } from './jobItem';
import { errorItem } from './errorItem';
import { asNodeError, attemptAsync, type Attempt } from './nodeErrors';

const MAX_CONCURRENT_ITEMS = 10;

/**
 * What an operation gives for one item: one output item, or several.
 *
 * @param about to be filled with the IDs it asks for, which an error item then carries
 */
type ItemWork = (
	api: AgentsCodeApi,
	itemIndex: number,
	about: IDataObject,
) => Promise<IDataObject | IDataObject[]>;

type ItemResult = Attempt<IDataObject | IDataObject[]> & { about: IDataObject };

/**
 * The value of an answer.
 *
 * @param intent what was being done, as "Could not …"
 * @throws NodeApiError that puts the fault into words
 */
export function valueOf<T>(
	context: IExecuteFunctions,
	answer: Result<T>,
	intent: string,
	itemIndex?: number,
): T {
	if (answer.ok) return answer.value;
	throw toNodeApiError(context.getNode(), answer.fault, intent, itemIndex);
}

function toItems(
	context: IExecuteFunctions,
	result: ItemResult | undefined,
	itemIndex: number,
): INodeExecutionData[] {
	if (result === undefined) return [];
	if (result.ok) {
		return [result.value].flat().map((sent) => ({
			json: withoutError(sent),
			pairedItem: { item: itemIndex },
		}));
	}
	const error = asNodeError(context, result.thrown, itemIndex);
	if (!context.continueOnFail()) throw error;
	const httpStatus = 'httpCode' in error ? Number(error.httpCode ?? NaN) : NaN;
	const details = Number.isNaN(httpStatus) ? result.about : { ...result.about, httpStatus };
	return [errorItem(context.getNode(), error.message, details, itemIndex)];
}

/**
 * Does an operation's work for each input item, some at a time, and keeps the items' order. A
 * failing item ends the node, or becomes an error item where the node is set to continue.
 *
 * @throws NodeApiError | NodeOperationError of the first item that failed
 */
export async function executePerItem(
	context: IExecuteFunctions,
	work: ItemWork,
): Promise<INodeExecutionData[]> {
	const api = await createApi(context, {
		clock: createClock(context.getExecutionCancelSignal?.()),
	});
	let hasFailed = false;
	const results = await mapBounded(
		context.getInputData(),
		MAX_CONCURRENT_ITEMS,
		async (_item, itemIndex) => {
			const about: IDataObject = {};
			const result = await attemptAsync(async () => await work(api, itemIndex, about));
			hasFailed ||= !result.ok;
			return { ...result, about };
		},
		() => !hasFailed || context.continueOnFail(),
	);
	return results.flatMap((result, itemIndex) => toItems(context, result, itemIndex));
}
