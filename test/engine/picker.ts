/** The list of agents as n8n's editor asks for it. */
import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INodeTypes, type IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { AgentsCode } from '../../nodes/AgentsCode/AgentsCode.node';
import { credentialsHelper, type TestCredential } from './credentials';
import { agentsCodeNode } from './harness';

const type = new AgentsCode();
const nodeTypes: INodeTypes = {
	getByName: () => type,
	getByNameAndVersion: () => type,
	getKnownTypes: () => ({}),
};

export const { listSearch, loadOptions } = type.methods;

/** The context in which the editor asks for a list, n8n's own. */
export function editorWith(credential: TestCredential): LoadOptionsContext {
	const node = agentsCodeNode({});
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = {
		credentialsHelper: credentialsHelper(credential),
	} as unknown as IWorkflowExecuteAdditionalData;
	return new LoadOptionsContext(workflow, node, additionalData, '');
}
