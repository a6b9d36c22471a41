import type { IDataObject } from 'n8n-workflow';
import type { CredentialReference, WorkflowFile } from '../../../scripts/real-n8n';
import { RUN } from './tasks';
import { AGENTSCODE, chain, NODE, node } from './workflows';

const WEBHOOK = 'Webhook';
const TASKS = 'Tasks';

/** Webhook → one item for each task → the agent; answers when all is done, or at once. */
export function onWebhook(
	path: string,
	credential: CredentialReference,
	{ answersAtOnce = false, parameters = RUN } = {},
): WorkflowFile {
	const answer = answersAtOnce
		? { responseMode: 'onReceived' }
		: { responseMode: 'lastNode', responseData: 'allEntries' };
	return {
		name: `On webhook ${path}`,
		nodes: [
			node(
				WEBHOOK,
				'n8n-nodes-base.webhook',
				{ httpMethod: 'POST', path, ...answer },
				{ typeVersion: 2, webhookId: path },
			),
			node(TASKS, 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'body.tasks', options: {} }),
			node(NODE, AGENTSCODE, parameters, { credentials: { agentsCodeApi: credential } }),
		],
		connections: chain(WEBHOOK, TASKS, NODE),
	};
}

/** Calls a published webhook. Throws unless n8n answers with success. */
export async function callWebhook(
	n8nUrl: string,
	path: string,
	body: IDataObject,
): Promise<unknown> {
	const response = await fetch(`${n8nUrl}/webhook/${path}`, {
		method: 'POST',
		// A kept connection may be gone when a busy machine comes back to it.
		headers: { 'content-type': 'application/json', connection: 'close' },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(120_000),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`n8n answered ${response.status} to the webhook: ${text}`);
	return JSON.parse(text);
}
