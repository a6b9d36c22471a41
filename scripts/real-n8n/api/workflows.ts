import type { IConnections, INode, IPinData, IWorkflowSettings } from 'n8n-workflow';

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
	const starts = nodes.filter((node) => connections[node.name]?.main && !targets.has(node.name));
	if (starts.length === 1) return starts[0].name;
	throw new Error(`'${name}' has ${starts.length} nodes it could start from; name one`);
}
