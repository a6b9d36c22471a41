/**
 * Runs whole workflows through n8n's own engine, inside the test process: parameters get their
 * defaults as n8n gives them, expressions are resolved, retries and error outputs are the engine's.
 */
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
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

export type NodeSettings = Partial<
	Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>
>;

export interface TestWorkflow {
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

export function agentsCodeNode(parameters: INodeParameters, settings: NodeSettings = {}): INode {
	return {
		id: 'agentscode',
		name: 'AgentsCode',
		type: 'n8n-nodes-agentscode.agentsCode',
		typeVersion: 1,
		position: [200, 0],
		parameters,
		credentials: { agentsCodeApi: { id: '1', name: 'AgentsCode' } },
		...settings,
	};
}

export function startNode(items: IDataObject[]): INode {
	return {
		id: 'start',
		name: 'Start',
		type: 'test.start',
		typeVersion: 1,
		position: [0, 0],
		parameters: { items: JSON.stringify(items) },
	};
}

export function batchesNode(size = 1): INode {
	return {
		id: 'batches',
		name: 'Batches',
		type: 'test.batches',
		typeVersion: 1,
		position: [100, 0],
		parameters: { size },
	};
}

/** `connect({ Start: [['AgentsCode']] })`: per node, per output, the nodes behind it. */
export function connect(arrows: Record<string, string[][]>): IConnections {
	return Object.fromEntries(
		Object.entries(arrows).map(([from, outputs]) => [
			from,
			{
				main: outputs.map((targets) =>
					targets.map((node) => ({ node, type: 'main' as const, index: 0 })),
				),
			},
		]),
	);
}

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

export interface RunOptions {
	credential: TestCredential;
	/** Continues a failed run, as "Retry execution" does. */
	retryOf?: IRun;
	/** Retries with the given workflow as "currently saved" instead of the one that failed. */
	withSavedWorkflow?: boolean;
	/** The mode n8n runs it in; by hand unless told. */
	mode?: WorkflowExecuteMode;
	/** Gets what a node says in the browser's console of whoever runs it by hand. */
	onConsoleLine?: (line: string) => void;
	/** Called with a function that stops the execution, as the Stop button does. */
	onStarted?: (stop: () => void) => void;
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
function putSavedNodes(runData: IRunExecutionData, workflow: Workflow): void {
	for (const entry of runData.executionData?.nodeExecutionStack ?? []) {
		entry.node = workflow.getNode(entry.node.name) ?? entry.node;
	}
}

let executions = 0;

export async function runWorkflow(definition: TestWorkflow, options: RunOptions): Promise<IRun> {
	const { credential, retryOf, onStarted, onConsoleLine, mode = 'manual' } = options;
	const base = {
		id: '1',
		name: 'Test',
		active: false,
		settings: { executionOrder: 'v1' as const },
		...asStored(definition),
	};
	const workflow = new Workflow({ ...base, nodeTypes });
	const start = workflow.getNode(base.nodes[0].name);
	if (start === null) throw new Error('The workflow has no first node');
	const runData = retryOf ? retryData(retryOf) : freshRunData(start);
	if (options.withSavedWorkflow) putSavedNodes(runData, workflow);
	// A retry is an execution of its own.
	const executionId = String(++executions);
	const additionalData = additionalDataFor(
		credential,
		base as unknown as IWorkflowBase,
		executionId,
	);
	additionalData.sendDataToUI = (_, data) =>
		onConsoleLine?.((data as { messages: string[] }).messages.join(' '));
	const execution = new WorkflowExecute(
		additionalData,
		retryOf ? 'retry' : mode,
		runData,
	).processRunExecutionData(workflow);
	onStarted?.(() => execution.cancel());
	return await execution;
}

/** Start → AgentsCode, the most usual case. */
export function simpleWorkflow(
	items: IDataObject[],
	parameters: INodeParameters,
	settings: NodeSettings = {},
): TestWorkflow {
	return {
		nodes: [startNode(items), agentsCodeNode(parameters, settings)],
		connections: connect({ Start: [['AgentsCode']] }),
	};
}

/** The items a node put out in one of its runs (the latest by default), by output. */
export function outputOf(
	run: IRun,
	node = 'AgentsCode',
	runIndex?: number,
): INodeExecutionData[][] {
	const runs = run.data.resultData.runData[node] ?? [];
	const main = runs.at(runIndex ?? -1)?.data?.main ?? [];
	return main.map((items) => items ?? []);
}

export function jsonOf(run: IRun, node = 'AgentsCode', output = 0): IDataObject[] {
	return (outputOf(run, node)[output] ?? []).map((item) => item.json);
}

export function errorOf(run: IRun): { message: string; description?: string | null } | undefined {
	return run.data.resultData.error;
}
