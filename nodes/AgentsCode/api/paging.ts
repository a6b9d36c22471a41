import { failure, success, type Result } from './result';
import type { HistoryPage, Run } from './shapes';

/** What a walk through the history ends with that would never end. */
export const REPEATS_ITSELF = {
	kind: 'unreadable',
	httpStatus: 200,
	message: 'The service repeats itself while it pages through the credit history',
} as const;

/**
 * New runs push rows from one page into the next: what comes again was read last. So many rows may
 * arrive between two pages before one is handed out twice; to remember more would only cost memory.
 */
const REMEMBERED_ROWS = 20_000;

/** Tells what is new from what came before, as far back as `size` rows at least, twice that at most. */
function createMemory(size: number): { isNew(id: string): boolean } {
	let recent = new Set<string>();
	let older = recent;
	return {
		isNew(id) {
			if (recent.has(id) || older.has(id)) return false;
			if (recent.size >= size) {
				older = recent;
				recent = new Set();
			}
			recent.add(id);
			return true;
		},
	};
}

/**
 * Walks the credit history page by page and hands out each row once.
 *
 * Rows can shift between pages while new runs arrive, so they are told apart by `id`. A cursor
 * seen before, or a page without a new row that still promises more, ends the walk with a fault:
 * never an endless loop, never a silently short answer.
 *
 * @param readPage reads one page; without a cursor the first
 * @param rememberedRows how many rows back a repeated one is recognized
 * @yields each page's new rows, or the fault that ended the walk
 */
export async function* walkHistory(
	readPage: (cursor?: string) => Promise<Result<HistoryPage>>,
	rememberedRows = REMEMBERED_ROWS,
): AsyncGenerator<Result<Run[]>, void, undefined> {
	const memory = createMemory(rememberedRows);
	const seenCursors = new Set<string>();
	let cursor: string | undefined;
	for (;;) {
		const page = await readPage(cursor);
		if (!page.ok) {
			yield page;
			return;
		}
		const fresh = page.value.runs.filter(({ id }) => memory.isNew(id));
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
