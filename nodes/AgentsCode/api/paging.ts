import { failure, success, type Result } from './result';
import type { HistoryPage, Run } from './shapes';

const REPEATS_ITSELF = {
	kind: 'unreadable',
	httpStatus: 200,
	message: 'The service repeats itself while it pages through the credit history',
} as const;

/**
 * Walks the credit history page by page and hands out each row once.
 *
 * Rows can shift between pages while new runs arrive, so they are told apart by `id`. A cursor
 * seen before, or a page without a new row that still promises more, ends the walk with a fault:
 * never an endless loop, never a silently short answer.
 *
 * @param readPage reads one page; without a cursor the first
 * @yields each page's new rows, or the fault that ended the walk
 */
export async function* walkHistory(
	readPage: (cursor?: string) => Promise<Result<HistoryPage>>,
): AsyncGenerator<Result<Run[]>, void, undefined> {
	const seenIds = new Set<string>();
	const seenCursors = new Set<string>();
	let cursor: string | undefined;
	for (;;) {
		const page = await readPage(cursor);
		if (!page.ok) {
			yield page;
			return;
		}
		const fresh: Run[] = [];
		for (const run of page.value.runs) {
			if (seenIds.has(run.id)) continue;
			seenIds.add(run.id);
			fresh.push(run);
		}
		if (fresh.length > 0) yield success(fresh);
		const { hasMore, nextCursor } = page.value;
		if (!hasMore || nextCursor === undefined) return;
		if (fresh.length === 0 || seenCursors.has(nextCursor)) {
			yield failure(REPEATS_ITSELF);
			return;
		}
		seenCursors.add(nextCursor);
		cursor = nextCursor;
	}
}
