import type { CredentialReference, WorkflowFile } from '../../scripts/real-n8n';
import { onFinishedJobs, TRIGGER } from '../e2e/support/polling';
import { AGENTSCODE, chain, node } from '../e2e/support/workflows';

/** Where batches are posted, below n8n's webhook address. */
export const BATCH_PATH = 'soak-batch';
export const READING_PATH = 'soak-reading';

export const SPLIT = 'One Item per Task';
export const RUN = 'Run Agent';
export { TRIGGER };

function webhook(path: string) {
	return {
		...node('Webhook', 'n8n-nodes-base.webhook', {
			httpMethod: 'POST',
			path,
			// Answers when the workflow has ended, so that the load knows how much is under way.
			responseMode: 'lastNode',
			responseData: 'noData',
			options: {},
		}),
		typeVersion: 2,
		webhookId: path,
	};
}

/**
 * A batch of tasks comes in, each becomes an item, and each item is a paid job. Stored as it goes, so
 * that a killed n8n leaves behind which tasks it was at.
 */
export function runsBatches(credential: CredentialReference): WorkflowFile {
	const run = {
		resource: 'agent',
		operation: 'run',
		agentId: { __rl: true, mode: 'id', value: '={{ $json.agentId }}' },
		inputMode: 'json',
		inputJson: '={{ $json.input }}',
		options: { timeoutSeconds: 60 },
	};
	return {
		name: 'Soak: runs',
		nodes: [
			webhook(BATCH_PATH),
			node(SPLIT, 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'body.tasks', options: {} }),
			node(RUN, AGENTSCODE, run, {
				credentials: { agentsCodeApi: credential },
				onError: 'continueErrorOutput',
				retryOnFail: true,
				maxTries: 2,
				waitBetweenTries: 0,
			}),
		],
		connections: chain('Webhook', SPLIT, RUN),
		settings: { executionOrder: 'v1', saveExecutionProgress: true },
	};
}

/** Everything that costs nothing, one after another, whatever becomes of each. */
export function readsAll(credential: CredentialReference): WorkflowFile {
	const reading = (name: string, parameters: Parameters<typeof node>[2]) =>
		node(name, AGENTSCODE, parameters, {
			credentials: { agentsCodeApi: credential },
			onError: 'continueRegularOutput',
			alwaysOutputData: true,
			executeOnce: true,
		});
	const nodes = [
		reading('Agents', { resource: 'agent', operation: 'getAll', returnAll: true }),
		reading('Balance', { resource: 'credit', operation: 'getBalance' }),
		reading('History', { resource: 'credit', operation: 'getHistory', limit: 150 }),
		reading('Report', { resource: 'credit', operation: 'getUsageReport', format: 'html' }),
	];
	return {
		name: 'Soak: reads',
		nodes: [webhook(READING_PATH), ...nodes],
		connections: chain('Webhook', ...nodes.map(({ name }) => name)),
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	};
}

/** Stored as it goes, so that a killed n8n cannot hide what had fired. */
export function firesForJobs(credential: CredentialReference): WorkflowFile {
	return {
		...onFinishedJobs(credential),
		name: 'Soak: finished jobs',
		settings: { executionOrder: 'v1', saveExecutionProgress: true },
	};
}
