import {
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

/**
 * Up to 2.8, n8n does not send an item with details to the error output unless it has an `error`
 * beside its json. That would also wipe the json, and with it the ID of a job that was paid for; but
 * n8n passes a copy on, and what is not enumerable is not copied.
 */
function marked(item: INodeExecutionData, node: INode, message: string): INodeExecutionData {
	const error = new NodeOperationError(node, 'AgentsCode job', { level: 'warning' });
	// Set afterwards: the constructor swaps a text that contains certain words for a canned one.
	error.message = message;
	return Object.defineProperty(item, 'error', {
		value: error,
		enumerable: false,
		writable: true,
		configurable: true,
	});
}

/**
 * An item for the error output. n8n recognises it by its keys, which must be among `error`,
 * `message` and `details`.
 *
 * @param node the running node, whose settings say whether there is an error output
 */
export function errorItem(
	node: INode,
	message: string,
	details: IDataObject,
	itemIndex: number,
): INodeExecutionData {
	const item = { json: { error: message, details }, pairedItem: { item: itemIndex } };
	return node.onError === 'continueErrorOutput' ? marked(item, node, message) : item;
}
