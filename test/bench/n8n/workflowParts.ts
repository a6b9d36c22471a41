import type { IConnections, IDataObject, INode } from 'n8n-workflow';
import type { CredentialReference, WorkflowFile } from '../../../scripts/real-n8n';

/** The manual trigger that every measured workflow begins with. */
export const TRIGGER = 'Start';

export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INode['parameters'],
): INode {
	return { id: `bench ${name}`, name, type, typeVersion, position: [0, 0], parameters };
}

export function withCredential(base: INode, credential: CredentialReference): INode {
	return { ...base, credentials: { agentsCodeApi: credential } };
}

/** n8n's HTTP Request, with this package's credential. */
export function request(
	credential: CredentialReference,
	name: string,
	parameters: INode['parameters'],
): INode {
	const base = node(name, 'n8n-nodes-base.httpRequest', 4.2, {
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'agentsCodeApi',
		options: {},
		...parameters,
	});
	return withCredential(base, credential);
}

/** Connects nodes in a row, each one's first output to the next one's input. */
export function inARow(...names: string[]): IConnections {
	const links = names
		.slice(1)
		.map((target, i) => [
			names[i],
			{ main: [[{ node: target, type: 'main' as const, index: 0 }]] },
		]);
	return Object.fromEntries(links) as IConnections;
}

/** The items come pinned to the trigger, so that making them costs no time. */
export function workflowFrom(
	items: IDataObject[],
	name: string,
	nodes: INode[],
	connections: IConnections,
): WorkflowFile {
	const all = [node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}), ...nodes];
	return {
		name,
		nodes: all.map((each, index) => ({ ...each, position: [200 * index, 0] })),
		connections,
		settings: { executionOrder: 'v1' },
		pinData: { [TRIGGER]: items.map((json) => ({ json })) },
	};
}
