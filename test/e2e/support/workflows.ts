import type { IConnections, IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { CredentialReference, WorkflowFile } from '../../../scripts/real-n8n';

export const AGENTSCODE = 'n8n-nodes-agentscode.agentsCode';
export const AGENTSCODE_TRIGGER = 'n8n-nodes-agentscode.agentsCodeTrigger';

/** The names of the nodes below. */
export const START = 'Start';
export const NODE = 'AgentsCode';

export function byId(id: string): INodeParameters {
	return { __rl: true, mode: 'id', value: id };
}

/** A node as a workflow file holds it. */
export function node(
	name: string,
	type: string,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}

/** Joins nodes by their first outputs, one after another. */
export function chain(...names: string[]): IConnections {
	const pairs = names.slice(1).map((to, index): [string, string] => [names[index], to]);
	return Object.fromEntries(
		pairs.map(([from, to]) => [from, { main: [[{ node: to, type: 'main', index: 0 }]] }]),
	);
}

/** A manual start that hands `items` to one AgentsCode node. */
export function oneNode(
	parameters: INodeParameters,
	credential: CredentialReference,
	items: IDataObject[] = [{}],
	more: Partial<INode> = {},
): WorkflowFile {
	const credentials = { agentsCodeApi: credential };
	return {
		name: `${String(parameters.resource)} ${String(parameters.operation)}`,
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', {}),
			node(NODE, AGENTSCODE, parameters, { credentials, ...more }),
		],
		connections: chain(START, NODE),
		pinData: { [START]: items.map((json) => ({ json })) },
	};
}
