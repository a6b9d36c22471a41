import type { LoadCount } from './load';
import { sleep } from './platform';
import type { Sample } from './samples';
import type { Stage } from './stage';

/** A moment with nothing under way: what n8n holds then, it holds for good. */
export interface Rest {
	atMs: number;
	/** Jobs started until then, in this n8n's life. */
	jobs: number;
}

/** Shares of the whole time, all within the first life. */
const AT = [0.15, 0.35, 0.57];
/** Longer than the load waits for a batch. */
const QUIET_WITHIN_MS = 100_000;
/** The probe notes a sample every 5 s; the first one may still see what is just being let go. */
const QUIET_MS = 11_000;

/** Lets n8n come to rest now and then. */
export async function playRests(
	{ emulator }: Stage,
	load: LoadCount,
	totalMs: number,
): Promise<Rest[]> {
	const startedAtMs = Date.now();
	const rests: Rest[] = [];
	for (const at of AT) {
		await sleep(Math.max(0, startedAtMs + at * totalMs - Date.now()));
		load.isHeld = true;
		await emulator.until(() => load.underWay === 0, QUIET_WITHIN_MS);
		await sleep(QUIET_MS);
		rests.push({ atMs: Date.now(), jobs: emulator.jobs.length });
		load.isHeld = false;
	}
	return rests;
}

/** The last sample of each rest, of the n8n that all of them were meant for. */
export function samplesAt(
	rests: readonly Rest[],
	samples: readonly Sample[],
): Array<Rest & { sample: Sample }> {
	return rests.flatMap((rest) => {
		const sample = samples.filter(({ atMs }) => atMs <= rest.atMs).at(-1);
		// In a very short soak n8n may have been restarted by then.
		return sample && sample.pid === samples[0].pid ? [{ ...rest, sample }] : [];
	});
}
