import type { LoadCount } from './load';
import { sleep } from './platform';
import type { Stage } from './stage';

/** n8n lets executions end for up to 30 s when it is asked to stop. */
const STOP_GRACE_MS = 40_000;

/** A killed n8n waits a while when it starts again, and minutes longer for what it was publishing. */
const PUBLISHED_WITHIN_MS = 300_000;
const LOOK_MS = 500;

/** When n8n is restarted, as shares of the whole time; the first part is one life, to see slopes in. */
const PLAN: ReadonlyArray<{ at: number; how: 'stopped' | 'killed' }> = [
	{ at: 0.65, how: 'stopped' },
	{ at: 0.78, how: 'killed' },
	{ at: 0.9, how: 'killed' },
];

export interface Restart {
	how: 'stopped' | 'killed';
	/** Milliseconds from the order to the first poll of the restarted n8n. */
	tookMs: number;
}

/** A restarted n8n publishes all workflows again; until then the trigger does not poll. */
async function untilPublished({ session, workflowIds }: Stage): Promise<void> {
	const deadline = Date.now() + PUBLISHED_WITHIN_MS;
	const path = `/workflows/${workflowIds.firings}/publication-status` as const;
	for (;;) {
		const { status } = await session.call<{ status: string }>('GET', path);
		if (status === 'published') return;
		if (Date.now() > deadline) throw new Error(`The trigger is '${status}' since n8n's restart`);
		await sleep(LOOK_MS);
	}
}

/** Nothing new is begun until n8n polls again; a killed n8n meets the kill in the middle of its work. */
async function restart(stage: Stage, load: LoadCount, how: Restart['how']): Promise<Restart> {
	const { n8n, emulator } = stage;
	const orderedAtMs = Date.now();
	if (how === 'killed') await n8n.kill();
	load.isHeld = true;
	if (how === 'stopped') await n8n.stop(STOP_GRACE_MS);
	const polls = emulator.count('getHistory');
	await n8n.start();
	await emulator.until((service) => service.count('getHistory') > polls, PUBLISHED_WITHIN_MS);
	await untilPublished(stage);
	load.isHeld = false;
	return { how, tookMs: Date.now() - orderedAtMs };
}

/** Restarts n8n under load, by its own way and by SIGKILL, as the plan says. */
export async function playRestarts(stage: Stage, load: LoadCount, totalMs: number) {
	const startedAtMs = Date.now();
	const restarts: Restart[] = [];
	for (const { at, how } of PLAN) {
		await sleep(Math.max(0, startedAtMs + at * totalMs - Date.now()));
		restarts.push(await restart(stage, load, how));
	}
	return restarts;
}
