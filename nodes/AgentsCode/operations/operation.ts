import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

/** One operation of the node: what the form shows, and the code that reads it. */
export interface Operation {
	/** Stored in saved workflows; never changes. */
	value: string;
	name: string;
	description: string;
	/** The sentence in the node panel's list of actions. */
	action: string;
	fields: INodeProperties[];
	/**
	 * @returns the node's output, paired with its input items
	 * @throws NodeApiError | NodeOperationError unless the node is set to continue
	 */
	execute(context: IExecuteFunctions): Promise<INodeExecutionData[]>;
}

export interface Resource {
	value: string;
	name: string;
	/** Chosen when the resource is picked. */
	defaultOperation: string;
	operations: Operation[];
}
