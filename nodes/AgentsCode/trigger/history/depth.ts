import type { KnownRows } from './knownRows';
import { mergeLedger } from './ledger';
import { isDue, isUnreachable, type OpenRun } from './openRuns';
import type { HistoryWalk } from './walk';

export interface LookUp {
	run: OpenRun;
	/** Pages below the last one read; Infinity when the ledger no longer tells. */
	depth: number;
}

/** How to learn about open runs that have sunk below what was read. */
export interface DepthPlan {
	/** So many more pages down. */
	pages: number;
	/** Those that can be asked for, longest waiting first: one request each for what reading misses. */
	due: LookUp[];
}

/** `run` is missing when the state had no room for it: then only reading finds it. */
type Sunken = Partial<LookUp> & Pick<LookUp, 'depth'>;

function sunkenRuns(walk: HistoryWalk, known: KnownRows, nowMs: number): Sunken[] {
	const depths = new Map<string, number>();
	mergeLedger(walk.read, known.ledger).forEach(({ key, isSettled }, index) => {
		const below = index + 1 - walk.read.length;
		if (!isSettled) depths.set(key, Math.max(1, Math.ceil(below / walk.pageSize)));
	});
	for (const key of known.open.keys()) if (!depths.has(key)) depths.set(key, Infinity);
	return [...depths]
		.filter(([key]) => !walk.met.has(key))
		.map(([key, depth]) => ({ depth, run: known.open.get(key) }))
		.filter(({ run }) => !run || (isDue(run, nowMs) && !isUnreachable(run)));
}

/**
 * Chooses between reading on, which finds many runs for one request where they stand close, and
 * asking for single ones, so that a long job is not paid for by re-reading all that came after it.
 */
export function planDepth(walk: HistoryWalk, known: KnownRows, nowMs: number): DepthPlan {
	const sunken = sunkenRuns(walk, known, nowMs);
	const due = sunken
		.flatMap(({ depth, run }) => (run ? [{ depth, run }] : []))
		.sort((a, b) => a.run.lookedMs - b.run.lookedMs);
	return { pages: walk.hasEnded ? 0 : cheapestDepth(sunken), due };
}

function cheapestDepth(sunken: readonly Sunken[]): number {
	const unseen = sunken.filter(({ run, depth }) => !run && depth !== Infinity);
	const least = Math.max(0, ...unseen.map(({ depth }) => depth));
	const costOf = (pages: number) => pages + sunken.filter(({ depth }) => depth > pages).length;
	let best = least;
	for (const depth of new Set(sunken.map((run) => run.depth))) {
		// A row tells more than a look-up (credits, end, duration), so reading wins a tie.
		if (depth !== Infinity && depth > least && costOf(depth) <= costOf(best)) best = depth;
	}
	return best;
}
