import { REPEATS_ITSELF } from '../../api/paging';
import type { Fault, Result } from '../../api/result';
import type { HistoryPage, Job } from '../../api/shapes';
import { comesOldestFirst } from './oldestFirst';
import type { HistoryWalk } from './walk';

/** The two questions the trigger asks the service. */
export interface HistorySource {
	getHistoryPage(cursor?: string): Promise<Result<HistoryPage>>;
	/** @param agent the agent as the history names it */
	getJob(agent: string, jobId: string): Promise<Result<Job>>;
}

/** What is new would stand on the last page, behind all that has ever been. */
export const OLDEST_FIRST: Fault = {
	kind: 'unreadable',
	httpStatus: 200,
	message:
		'The credit history comes oldest first; the trigger can only follow one that comes newest first',
};

/**
 * Feeds a walk, at least one page, until it has enough or the history ends.
 *
 * @returns the fault that ended it, if one did
 */
export async function readPages(
	walk: HistoryWalk,
	source: HistorySource,
	isEnough: () => boolean,
): Promise<Fault | undefined> {
	do {
		const page = await source.getHistoryPage(walk.cursor);
		if (!page.ok) return page.fault;
		const isTop = walk.cursor === undefined;
		if (isTop && page.value.hasMore && comesOldestFirst(page.value.runs)) return OLDEST_FIRST;
		walk.take(page.value);
		if (walk.isRepeating) return REPEATS_ITSELF;
	} while (!walk.hasEnded && !isEnough());
	return undefined;
}
