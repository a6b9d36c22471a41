import { sleep } from '../../platform';
import { RestError, type Session } from './session';
import { getWorkflow, type StoredWorkflow } from './workflows';

interface Publication {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ status: string; errorMessage?: string | null }>;
}

const SETTLED_WITHIN_MS = 60_000;
const LOOK_MS = 200;

/** Publishes a workflow and waits until its triggers are registered; throws, quoting n8n, when one is not. */
export async function activateWorkflow(session: Session, workflow: StoredWorkflow): Promise<void> {
	const { versionId } = await getWorkflow(session, workflow.id);
	await session.call('POST', `/workflows/${workflow.id}/activate`, { versionId });
	// Before it is under way, n8n may still tell how it was before.
	const { status, triggers } = await settledPublication(session, workflow.id, [
		'in_progress',
		'not_published',
	]);
	if (status === 'published') return;
	const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
	throw new Error(`'${workflow.name}' is not published (${status}): ${reasons.join('; ')}`);
}

/** Unpublishes a workflow and waits until its polls have ended. */
export async function deactivateWorkflow(session: Session, id: string): Promise<void> {
	await session.call('POST', `/workflows/${id}/deactivate`, {});
	await settledPublication(session, id, ['in_progress']);
}

/** Unpublishes, archives and deletes a workflow with its executions. */
export async function deleteWorkflow(session: Session, id: string): Promise<void> {
	const { active } = await getWorkflow(session, id);
	if (active) await deactivateWorkflow(session, id);
	await session.call('POST', `/workflows/${id}/archive`, {});
	await session.call('DELETE', `/workflows/${id}`);
}

/** n8n answers before anything is registered; this is what became of it, or how it stands in the end. */
async function settledPublication(
	session: Session,
	id: string,
	unsettled: Array<Publication['status']>,
): Promise<Publication> {
	const deadline = Date.now() + SETTLED_WITHIN_MS;
	for (;;) {
		const publication = await publicationOf(session, id);
		if (!unsettled.includes(publication.status) || Date.now() > deadline) return publication;
		await sleep(LOOK_MS);
	}
}

async function publicationOf(session: Session, id: string): Promise<Publication> {
	const asked = session.call<Publication>('GET', `/workflows/${id}/publication-status`);
	const told = await asked.catch((reason: Error) => reason);
	if (!(told instanceof Error)) return told;
	// Older n8n know no such call: they register before they answer, and tell refusals at once.
	const isOlder = told instanceof RestError && told.status === 404;
	if (!isOlder) throw told;
	const { active } = await getWorkflow(session, id);
	return { status: active ? 'published' : 'not_published', triggers: [] };
}
