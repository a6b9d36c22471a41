import type { IDataObject, INode, IWorkflowSettings } from 'n8n-workflow';
import {
	activateWorkflow,
	type CredentialReference,
	type ExecutionRow,
	listExecutions,
	type Session,
	startRun,
	type StoredWorkflow,
	type WorkflowFile,
} from '../../../scripts/real-n8n';
import { sleep } from '../../../scripts/platform';
import { callWebhook } from './webhook';
import { AGENTSCODE, byId, chain, NODE, node, START } from './workflows';

/** The nodes behind the one that waits. */
export const NEXT = 'Next';
export const FAILED = 'Failed';

/** How a job goes, as the emulator reads it from the job's input. */
export interface Fate {
	durationMs: number;
	outcome?: 'completed' | 'failed';
	reason?: string;
}

export interface Parts {
	options?: IDataObject;
	settings?: Partial<INode>;
	workflow?: IWorkflowSettings;
}

/** Notes beside each item which input item it belongs to, by n8n's own account. */
const next = () =>
	node(
		NEXT,
		'n8n-nodes-base.set',
		{
			mode: 'manual',
			includeOtherFields: true,
			assignments: {
				assignments: [
					{
						id: 'a',
						name: 'from',
						type: 'number',
						value: `={{ ($('${START}').item.json.body ?? $('${START}').item.json).item }}`,
					},
				],
			},
			options: {},
		},
		{ typeVersion: 3.4 },
	);

function withStart(
	name: string,
	start: INode,
	credential: CredentialReference,
	{ options, settings, workflow }: Parts,
): WorkflowFile {
	const parameters = {
		resource: 'agent',
		operation: 'run',
		agentId: byId('event-scheduler'),
		inputMode: 'json',
		inputJson: '={{ $json.body ?? $json }}',
		options: { releaseWorker: true, ...options },
	};
	const credentials = { agentsCodeApi: credential };
	return {
		name,
		nodes: [
			start,
			node(NODE, AGENTSCODE, parameters, { credentials, ...settings }),
			next(),
			node(FAILED, 'n8n-nodes-base.noOp', {}),
		],
		connections: {
			...chain(START, NODE),
			[NODE]: { main: [NEXT, FAILED].map((to) => [{ node: to, type: 'main', index: 0 }]) },
		},
		settings: { executionOrder: 'v1', ...workflow },
	};
}

/** A manual start with one item per fate. */
export function parkingByHand(
	name: string,
	fates: Fate[],
	credential: CredentialReference,
	parts: Parts = {},
): WorkflowFile {
	const start = node(START, 'n8n-nodes-base.manualTrigger', {});
	const items = fates.map((emulate, item) => ({
		json: { scenario: name, item, emulate: { ...emulate } },
	}));
	return { ...withStart(name, start, credential, parts), pinData: { [START]: items } };
}

/** A webhook that takes one fate. */
export function parkingByWebhook(
	name: string,
	credential: CredentialReference,
	parts: Parts = {},
): WorkflowFile {
	const parameters = { path: name, httpMethod: 'POST', responseMode: 'onReceived', options: {} };
	const start = node(START, 'n8n-nodes-base.webhook', parameters, {
		typeVersion: 2,
		webhookId: name,
	});
	return withStart(name, start, credential, parts);
}

/** Publishes a workflow with a webhook, calls that, and gives the execution's id. */
export async function startByWebhook(
	session: Session,
	workflow: StoredWorkflow,
	fate: Fate,
): Promise<string> {
	await activateWorkflow(session, workflow);
	const body = { scenario: workflow.name, item: 0, emulate: { ...fate } };
	await callWebhook(session.url, workflow.name, body);
	return await theOnlyExecution(session, workflow.id);
}

async function theOnlyExecution(session: Session, workflowId: string): Promise<string> {
	for (let tries = 0; tries < 100; tries++) {
		const [row] = await listExecutions(session, { workflowId });
		if (row) return row.id;
		await sleep(100);
	}
	throw new Error('The webhook has started no execution');
}

/** A workflow under way, with all executions n8n lists of it. */
export class Parked {
	constructor(
		private readonly session: Session,
		readonly workflow: StoredWorkflow,
		readonly executionId: string,
	) {}

	static async byHand(session: Session, workflow: StoredWorkflow): Promise<Parked> {
		return new Parked(session, workflow, await startRun(session, workflow));
	}

	async rows(): Promise<{ parent: ExecutionRow; children: ExecutionRow[] }> {
		const all = await listExecutions(this.session, { workflowId: this.workflow.id });
		const parent = all.find(({ id }) => id === this.executionId);
		if (!parent) throw new Error(`n8n lists no execution ${this.executionId}`);
		return { parent, children: all.filter(({ mode }) => mode === 'integrated') };
	}

	/** Waits until the worker has been let go: the execution and its sub-workflow both wait. */
	async untilParked(timeoutMs: number): Promise<void> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const { parent, children } = await this.rows();
			const states = [parent, ...children].map(({ status }) => status);
			if (children.length === 1 && states.every((status) => status === 'waiting')) return;
			if (Date.now() > deadline)
				throw new Error(`'${this.workflow.name}' is ${states.join(', ')}, and not parked`);
			await sleep(500);
		}
	}
}
