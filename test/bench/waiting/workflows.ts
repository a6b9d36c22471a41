import type { IConnections, INode } from 'n8n-workflow';
import type { CredentialReference, WorkflowFile } from '../../../scripts/real-n8n';
import { inARow, node, request, TRIGGER, withCredential, workflowFrom } from '../n8n/workflowParts';

/** Who waits: this package's node, what a user builds by hand, or nobody. */
export type Contestant = 'node' | 'loop' | 'floor';

export interface Task {
	agentId: string;
	items: number;
	baseUrl: string;
	credential: CredentialReference;
}

function workflow(task: Task, name: string, nodes: INode[], connections: IConnections) {
	const items = Array.from({ length: task.items }, (_, i) => ({ question: `No. ${i + 1}` }));
	return workflowFrom(items, name, nodes, connections);
}

function startRequest(task: Task): INode {
	return request(task.credential, 'Start a Job', {
		method: 'POST',
		url: `${task.baseUrl}/agents/${task.agentId}`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '={{ { "input": { "question": $json.question } } }}',
	});
}

/** One call per item, and no waiting: what n8n's own HTTP Request node costs at least. */
function floor(task: Task): WorkflowFile {
	return workflow(task, 'Floor', [startRequest(task)], inARow(TRIGGER, 'Start a Job'));
}

/** HTTP Request → Wait → HTTP Request → If, and back to Wait until every item is done. */
function loop(task: Task): WorkflowFile {
	const wait = node('Wait', 'n8n-nodes-base.wait', 1.1, { amount: 1, unit: 'seconds' });
	const look = request(task.credential, 'Look', {
		url: `=${task.baseUrl}/agents/${task.agentId}/{{ $json.jobId }}`,
	});
	const isDone = node('If', 'n8n-nodes-base.if', 2.2, {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			conditions: [
				{
					id: 'done',
					leftValue: '={{ $json.status }}',
					rightValue: 'completed',
					operator: { type: 'string', operation: 'equals' },
				},
			],
			combinator: 'and',
		},
		options: {},
	});
	const done = node('Done', 'n8n-nodes-base.noOp', 1, {});
	const connections: IConnections = {
		...inARow(TRIGGER, 'Start a Job', 'Wait', 'Look', 'If'),
		If: {
			main: [
				[{ node: 'Done', type: 'main', index: 0 }],
				[{ node: 'Wait', type: 'main', index: 0 }],
			],
		},
	};
	return workflow(task, 'Loop', [startRequest(task), wait, look, isDone, done], connections);
}

function thisNode(task: Task): WorkflowFile {
	const agentsCode = node('AgentsCode', 'n8n-nodes-agentscode.agentsCode', 1, {
		resource: 'agent',
		operation: 'run',
		agentId: { __rl: true, mode: 'id', value: task.agentId },
		inputMode: 'json',
		inputJson: '={{ { "question": $json.question } }}',
		options: { maxConcurrentJobs: Math.max(50, task.items) },
	});
	const nodes = [withCredential(agentsCode, task.credential)];
	return workflow(task, 'This node', nodes, inARow(TRIGGER, 'AgentsCode'));
}

const BUILDERS: Record<Contestant, (task: Task) => WorkflowFile> = { node: thisNode, loop, floor };

/** The workflow in which a contestant runs an agent once for each item. */
export function workflowOf(contestant: Contestant, task: Task): WorkflowFile {
	return BUILDERS[contestant](task);
}
