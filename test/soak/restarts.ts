import type { LoadCount } from './load';
import { sleep } from './platform';
import type { Stage } from './stage';

/** n8n lets executions end for up to 30 s when it is asked to stop. */
const STOP_GRACE_MS = 40_000;

/** A killed n8n waits a while when it starts again, and longer still for a workflow it was publishing. */
const POLLS_WITHIN_MS = 300_000;
/** The first poll is part of the publishing: an n8n that is killed in it needs minutes to poll again. */
const SETTLE_MS = 10_000;

/** When n8n is restarted, as shares of the whole time; the first part is one life, to see slopes in. */
const PLAN: ReadonlyArray<{ at: number; how: 'stopped' | 'killed' }> = [
	{ at: 0.6, how: 'stopped' },
	{ at: 0.75, how: 'killed' },
	{ at: 0.88, how: 'killed' },
];

export interface Restart {
	how: 'stopped' | 'killed';
	/** Milliseconds from the order to the first poll of the restarted n8n. */
	tookMs: number;
}

/** Nothing new is begun until n8n polls again; a killed n8n meets the kill in the middle of its work. */
async function restart({ n8n, emulator }: Stage, load: LoadCount, how: Restart['how']) {
	const orderedAtMs = Date.now();
	if (how === 'killed') await n8n.kill();
	load.isHeld = true;
	if (how === 'stopped') await n8n.stop(STOP_GRACE_MS);
	const polls = emulator.count('getHistory');
	await n8n.start();
	await emulator.until((service) => service.count('getHistory') > polls, POLLS_WITHIN_MS);
	await sleep(SETTLE_MS);
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
