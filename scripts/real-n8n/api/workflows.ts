import type { IConnections, INode, IPinData, IWorkflowSettings } from 'n8n-workflow';

import { sleep } from '../../platform';
import type { Session } from './session';

/** A workflow as it is exported, and as n8n takes it. */
export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
	staticData?: unknown;
}

export interface StoredWorkflow extends WorkflowFile {
	id: string;
	versionId: string;
	active: boolean;
}

/**
 * Stores a workflow as the editor's import does. A credential without an id is found by its name;
 * `staticData` is left out, since n8n fills it.
 */
export async function importWorkflow(
	session: Session,
	workflow: WorkflowFile,
): Promise<StoredWorkflow> {
	const { name, nodes, connections, settings = {}, pinData = {} } = workflow;
	const body = { name, nodes, connections, settings, pinData, active: false };
	return await session.call<StoredWorkflow>('POST', '/workflows', body);
}

export async function getWorkflow(session: Session, id: string): Promise<StoredWorkflow> {
	return await session.call<StoredWorkflow>('GET', `/workflows/${id}`);
}

/** All workflows, without their nodes. */
export async function listWorkflows(
	session: Session,
): Promise<Array<{ id: string; name: string; active: boolean }>> {
	return await session.call('GET', '/workflows');
}

/** Saves changed parts of a workflow; gives its new version. */
export async function updateWorkflow(
	session: Session,
	workflow: StoredWorkflow,
	change: Partial<WorkflowFile>,
): Promise<StoredWorkflow> {
	const { id, versionId } = workflow;
	return await session.call('PATCH', `/workflows/${id}`, { versionId, ...change });
}

/** Unpublishes, archives and deletes a workflow with its executions. */
export async function deleteWorkflow(session: Session, id: string): Promise<void> {
	const { active } = await getWorkflow(session, id);
	if (active) await deactivateWorkflow(session, id);
	await session.call('POST', `/workflows/${id}/archive`, {});
	await session.call('DELETE', `/workflows/${id}`);
}

/**
 * Runs a workflow as the editor's button does, from the named trigger (its only one unless told).
 * @returns the execution's id; it goes on while this answers
 */
export async function startRun(
	session: Session,
	workflow: StoredWorkflow,
	triggerName = onlyTriggerOf(workflow),
): Promise<string> {
	const { executionId } = await session.call<{ executionId?: string }>(
		'POST',
		`/workflows/${workflow.id}/run`,
		{ workflowData: workflow, triggerToStartFrom: { name: triggerName } },
	);
	if (executionId === undefined)
		throw new Error(`n8n waits for a webhook instead of running '${workflow.name}'`);
	return executionId;
}

function onlyTriggerOf({ name, nodes, connections }: WorkflowFile): string {
	const targets = new Set(
		Object.values(connections).flatMap((outputs) =>
			Object.values(outputs).flatMap((branches) =>
				branches.flatMap((branch) => (branch ?? []).map(({ node }) => node)),
			),
		),
	);
	const starts = nodes.filter((node) => connections[node.name] && !targets.has(node.name));
	if (starts.length === 1) return starts[0].name;
	throw new Error(`'${name}' has ${starts.length} nodes it could start from; name one`);
}

type Publication = {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ status: string; errorMessage?: string | null }>;
};

const PUBLISHED_WITHIN_MS = 60_000;

/** Publishes a workflow and waits until its triggers are registered; throws, quoting n8n, when one is not. */
export async function activateWorkflow(session: Session, workflow: StoredWorkflow): Promise<void> {
	const { versionId } = await getWorkflow(session, workflow.id);
	await session.call('POST', `/workflows/${workflow.id}/activate`, { versionId });
	const deadline = Date.now() + PUBLISHED_WITHIN_MS;
	for (;;) {
		const { status, triggers } = await publicationOf(session, workflow.id);
		if (status === 'published') return;
		const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
		const told = `'${workflow.name}' is not published (${status}): ${reasons.join('; ')}`;
		if (status === 'failed' || status === 'partial' || Date.now() > deadline) throw new Error(told);
		await sleep(200);
	}
}

/** Unpublishes a workflow; its polls end. */
export async function deactivateWorkflow(session: Session, id: string): Promise<void> {
	await session.call('POST', `/workflows/${id}/deactivate`, {});
}

async function publicationOf(session: Session, id: string): Promise<Publication> {
	return await session.call<Publication>('GET', `/workflows/${id}/publication-status`);
}
