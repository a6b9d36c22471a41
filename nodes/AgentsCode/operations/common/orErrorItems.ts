import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { errorItem } from './errorItem';
import { knownIds } from './idFields';
import { asNodeError, attemptAsync } from './nodeErrors';

/**
 * Does what concerns all items at once. Where the node is set to continue and it can't be done, each
 * item fails by itself: n8n would take an exception there as leave to pass the input items on, as if
 * they had succeeded.
 *
 * @param detailsOf what is known of an item besides the IDs in its parameters
 * @throws NodeApiError | NodeOperationError where the node is set to stop
 */
export async function orErrorItems(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[]>,
	detailsOf: (itemIndex: number) => IDataObject = () => ({}),
): Promise<INodeExecutionData[]> {
	const done = await attemptAsync(work);
	if (done.ok) return done.value;
	const error = asNodeError(context, done.thrown);
	if (!context.continueOnFail()) throw error;
	return context.getInputData().map((_, itemIndex) => {
		const details = { ...knownIds(context, itemIndex), ...detailsOf(itemIndex) };
		return errorItem(context.getNode(), error.message, details, itemIndex);
	});
}
