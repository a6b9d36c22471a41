import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { durableStep, stepField } from './operations/durable/steps';
import { getAgents, searchAgents } from './methods/agents';
import { findOperation, properties } from './operations';
import { designHints } from './operations/common/designHints';
import { orErrorItems } from './operations/common/orErrorItems';
import { isTool } from './operations/common/tool';
import { toolAnswer } from './operations/common/toolAnswer';

export class AgentsCode implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AgentsCode',
		name: 'agentsCode',
		icon: { light: 'file:agentsCode.svg', dark: 'file:agentsCode.dark.svg' },
		group: ['transform'],
		version: [1],
		// In nodes that no user has put there, the part they play.
		subtitle:
			'={{ $parameter["durableStep"] || $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Run AI agents as remote jobs, wait for their results and read credits',
		defaults: { name: 'AgentsCode' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'agentsCodeApi', required: true }],
		waitingNodeTooltip: 'Waiting for AgentsCode jobs. No worker is held meanwhile.',
		hints: designHints,
		properties: [...properties, stepField],
	};

	methods = { listSearch: { searchAgents }, loadOptions: { getAgents } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const step = durableStep(this);
		if (step) return await step();
		const resource = this.getNodeParameter('resource', 0, '');
		const name = this.getNodeParameter('operation', 0, '');
		const operation = findOperation(resource, name);
		if (operation === undefined) {
			// n8n gives no operation of a resource that the form does not have.
			const missing = name === '' ? `'${resource}'` : `operation '${name}' for '${resource}'`;
			throw new NodeOperationError(
				this.getNode(),
				`This version of the AgentsCode node has no ${missing}`,
				{ description: 'Update the package n8n-nodes-agentscode, or choose another operation' },
			);
		}
		const items = await orErrorItems(this, async () => await operation.execute(this));
		return [isTool(this) ? toolAnswer(items) : items];
	}
}
