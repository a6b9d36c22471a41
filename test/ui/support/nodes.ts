import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { CredentialReference, WorkflowFile } from '../../../scripts/real-n8n';
import { chain, NODE, node, oneNode, START } from '../../e2e/support/workflows';

/** An agent as the picker stores it. */
export const PICKED: INodeParameters = {
	__rl: true,
	mode: 'list',
	value: 'event-scheduler',
	cachedResultName: 'Event Scheduler (5 credits)',
};

export const BETWEEN = 'Between';

/** Start → a node that passes the items on → the AgentsCode node. */
export function behindAnother(
	parameters: INodeParameters,
	credential: CredentialReference,
	items: IDataObject[],
): WorkflowFile {
	const file = oneNode(parameters, credential, items);
	const [start, last] = file.nodes;
	const between = node(BETWEEN, 'n8n-nodes-base.noOp', {}, { position: [200, 0] });
	return {
		...file,
		nodes: [start, between, { ...last, position: [400, 0] }],
		connections: chain(START, BETWEEN, NODE),
	};
}
