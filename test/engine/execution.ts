/** What n8n hands its engine to run a workflow, at first and when it goes on with a failed run. */
import { ExecutionLifecycleHooks } from 'n8n-core';
import type {
	INode,
	INodeType,
	INodeTypes,
	IRun,
	IRunExecutionData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { AgentsCode } from '../../nodes/AgentsCode/AgentsCode.node';
import { credentialsHelper, type TestCredential } from './credentials';
import { Batches, PassOn, Start } from './helperNodes';

const NODE_TYPES: Record<string, INodeType> = {
	'test.start': new Start(),
	'test.batches': new Batches(),
	'n8n-nodes-base.executeWorkflowTrigger': new PassOn(),
	'n8n-nodes-agentscode.agentsCode': new AgentsCode(),
	'n8n-nodes-agentscode.agentsCodeTool': new AgentsCode(),
};

export const nodeTypes: INodeTypes = {
	getByName: (type) => NODE_TYPES[type],
	getByNameAndVersion: (type) => NODE_TYPES[type],
	getKnownTypes: () => ({}),
};

export function additionalDataFor(
	credential: TestCredential,
	workflow: IWorkflowBase,
	executionId: string,
) {
	const url = 'http://127.0.0.1:5678/';
	const urls = Object.fromEntries(
		[
			'restApiUrl',
			'instanceBaseUrl',
			'formBaseUrl',
			'formWaitingBaseUrl',
			'formTestBaseUrl',
			'webhookBaseUrl',
			'webhookWaitingBaseUrl',
			'webhookTestBaseUrl',
			'mcpBaseUrl',
			'mcpTestBaseUrl',
		].map((name) => [name, url]),
	);
	return {
		...urls,
		credentialsHelper: credentialsHelper(credential),
		executionId,
		currentNodeExecutionIndex: 0,
		variables: {},
		hooks: new ExecutionLifecycleHooks('manual', executionId, workflow),
		setExecutionStatus: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}

export function freshRunData(start: INode): IRunExecutionData {
	return {
		version: 1,
		startData: {},
		resultData: { runData: {}, pinData: {} },
		executionData: {
			contextData: {},
			nodeExecutionStack: [{ node: start, data: { main: [[{ json: {} }]] }, source: null }],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	} as unknown as IRunExecutionData;
}

/** Everything n8n keeps of an execution goes through its database as JSON. */
export function asStored<T>(value: T): T {
	return JSON.parse(JSON.stringify(value)) as T;
}

/** What n8n's own retry does to the data of the failed run before it goes on with it. */
export function retryData(failed: Pick<IRun, 'data'>): IRunExecutionData {
	const data = asStored(failed.data);
	const { lastNodeExecuted, runData } = data.resultData;
	delete data.resultData.error;
	const runs = lastNodeExecuted ? runData[lastNodeExecuted] : [];
	if (runs.length > 0 && runs[runs.length - 1].error !== undefined) runs.pop();
	return data;
}

/** "Retry with currently saved workflow": what is still to be run is run as it is saved now. */
export function putSavedNodes(runData: IRunExecutionData, workflow: Workflow): void {
	for (const entry of runData.executionData?.nodeExecutionStack ?? []) {
		entry.node = workflow.getNode(entry.node.name) ?? entry.node;
	}
}
