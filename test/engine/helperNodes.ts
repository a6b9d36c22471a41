import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

function describe(
	name: string,
	outputs: number,
	properties: INodeTypeDescription['properties'],
): INodeTypeDescription {
	return {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: name,
		defaults: { name },
		inputs: ['main'],
		outputs: new Array<'main'>(outputs).fill('main'),
		properties,
	};
}

/** Puts out the items it is given as JSON. */
export class Start implements INodeType {
	description = describe('start', 1, [
		{ displayName: 'Items', name: 'items', type: 'string', default: '[]' },
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = JSON.parse(this.getNodeParameter('items', 0) as string) as IDataObject[];
		return [items.map((json) => ({ json, pairedItem: { item: 0 } }))];
	}
}

/** Passes its items on, as the trigger of a sub-workflow does. */
export class PassOn implements INodeType {
	description = describe('passOn', 1, [
		{ displayName: 'Source', name: 'inputSource', type: 'string', default: '' },
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

interface BatchesMemory {
	waiting?: INodeExecutionData[];
	done?: INodeExecutionData[];
}

/** A small Loop Over Items: batches leave by the second output, everything done by the first. */
export class Batches implements INodeType {
	description = describe('batches', 2, [
		{ displayName: 'Size', name: 'size', type: 'number', default: 1 },
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const memory = this.getContext('node') as BatchesMemory;
		const size = this.getNodeParameter('size', 0) as number;
		if (memory.waiting === undefined) memory.waiting = this.getInputData();
		else memory.done = [...(memory.done ?? []), ...this.getInputData()];
		const batch = memory.waiting.slice(0, size);
		memory.waiting = memory.waiting.slice(size);
		return batch.length > 0 ? [[], batch] : [memory.done ?? [], []];
	}
}
