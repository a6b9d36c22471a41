import type { IDataObject, INodeParameters, IRun, JsonObject } from 'n8n-workflow';
import type { Emulator } from '../emulator';
import {
	agentsCodeNode,
	batchesNode,
	connect,
	simpleWorkflow,
	startNode,
	type NodeSettings,
	type TestWorkflow,
} from './harness';
import { EAGER } from './stage';

export const RETRY: NodeSettings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

/** Agent → Run as the form stores it; each input item is the agent's input. */
export function runParameters(
	options: IDataObject = {},
	more: INodeParameters = {},
): INodeParameters {
	return {
		agentId: { __rl: true, mode: 'list', value: 'event-scheduler' },
		inputMode: 'json',
		inputJson: '={{ $json }}',
		options: { ...EAGER, ...options } as INodeParameters,
		...more,
	};
}

export function runAgent(
	items: IDataObject[],
	settings: NodeSettings = {},
	options: IDataObject = {},
	more: INodeParameters = {},
): TestWorkflow {
	return simpleWorkflow(items, runParameters(options, more), settings);
}

/** The node inside a loop: a batch of items at a time, until all are done. */
export function runAgentInLoop(
	items: IDataObject[],
	batchSize: number,
	settings: NodeSettings = {},
	options: IDataObject = {},
): TestWorkflow {
	return {
		nodes: [
			startNode(items),
			batchesNode(batchSize),
			agentsCodeNode(runParameters(options), settings),
		],
		connections: connect({
			Start: [['Batches']],
			Batches: [[], ['AgentsCode']],
			AgentsCode: [['Batches']],
		}),
	};
}

/** Numbered inputs, so that a test can tell whose job it sees. */
export function numbered(count: number): IDataObject[] {
	return Array.from({ length: count }, (_, index) => ({ n: index + 1 }));
}

export function isNumber(n: number) {
	return (start: { input: unknown }) => (start.input as { n?: number }).n === n;
}

/** How many jobs the service holds for each numbered input. */
export function jobsPerNumber(emulator: Emulator): Record<number, number> {
	const counts: Record<number, number> = {};
	for (const { input } of emulator.jobs) {
		const { n } = input as { n: number };
		counts[n] = (counts[n] ?? 0) + 1;
	}
	return counts;
}

/** What the execution remembers of started jobs once it is over. */
export function ledgerOf(run: IRun): IDataObject[] {
	const contexts = (run.data.executionData?.contextData ?? {}) as JsonObject;
	const context = contexts['node:AgentsCode'] as { agentsCodeJobs?: JsonObject } | undefined;
	return Object.values(context?.agentsCodeJobs ?? {}) as IDataObject[];
}
