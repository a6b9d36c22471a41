/**
 * Runs whole workflows through n8n's own engine, inside the test process: parameters get their
 * defaults as n8n gives them, expressions are resolved, retries and error outputs are the engine's.
 */
import { WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IRun,
	type IWorkflowBase,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { TestCredential } from './credentials';
import {
	additionalDataFor,
	asStored,
	freshRunData,
	nodeTypes,
	putSavedNodes,
	retryData,
} from './execution';

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
