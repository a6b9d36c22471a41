import type { AgentsCodeApi } from '../api/client';
import { candidatesFor, readRecentHistory } from './candidates';
import { withCandidates } from './itemFailure';
import { undelivered, type ItemOutcome, type Outcomes } from './outcome';

function unclearStartOf(outcome: ItemOutcome | undefined) {
	return outcome && !outcome.ok ? outcome.failure.unclearStart : undefined;
}

export function hasUnclearStart(outcomes: Outcomes): boolean {
	return outcomes.some((outcome) => unclearStartOf(outcome) !== undefined);
}

/**
 * Adds to each start that was never confirmed the runs that may be its job. Done once everything
 * else has ended: one walk through the history serves all, and by then most of its runs are known
 * to belong to other items.
 *
 * @param knownJobIds jobs that this execution knows by their id
 */
export async function clarifyStarts(
	api: AgentsCodeApi,
	outcomes: Outcomes,
	knownJobIds: ReadonlySet<string>,
): Promise<Outcomes> {
	const starts = outcomes.flatMap((outcome) => unclearStartOf(outcome) ?? []);
	if (starts.length === 0) return outcomes;
	const history = await readRecentHistory(api, starts);
	return outcomes.map((outcome) => {
		const start = unclearStartOf(outcome);
		if (start === undefined || outcome === undefined || outcome.ok) return outcome;
		const candidates = candidatesFor(start, history, knownJobIds);
		return undelivered(withCandidates(outcome.failure, candidates));
	});
}
