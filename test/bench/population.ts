import type { JobKind } from './jobKinds';
import { createRandom } from '../support/random';
import { simulateWait, type Pace } from './simulate';

export interface Population {
	kind: JobKind;
	lengthMs: number;
	/** Lengths differ by up to this share either way. */
	spread?: number;
	/** Each job is queued for up to this long before it begins. */
	queuedUpToMs?: number;
	/** Least and most that a request takes there and back; 5 to 15 ms unless told. */
	requestMs?: [number, number];
	runs: number;
	pace: (random: () => number) => Pace;
}

export interface PopulationResult {
	looks: number[];
	latenessMs: number[];
}

/** Waits for many simulated jobs of one kind; all chance is seeded. */
export async function waitForPopulation(population: Population): Promise<PopulationResult> {
	const { kind, lengthMs, spread = 0, queuedUpToMs = 0, runs, pace } = population;
	const [leastMs, mostMs] = population.requestMs ?? [5, 15];
	const result: PopulationResult = { looks: [], latenessMs: [] };
	for (let run = 0; run < runs; run++) {
		const random = createRandom(run * 7919 + lengthMs);
		const length = lengthMs * (1 + spread * (2 * random() - 1));
		const job = kind(length, queuedUpToMs * random());
		const { looks, latenessMs } = await simulateWait(job, pace(random), {
			oneWayMs: () => (leastMs + (mostMs - leastMs) * random()) / 2,
		});
		result.looks.push(looks);
		result.latenessMs.push(latenessMs);
	}
	return result;
}
