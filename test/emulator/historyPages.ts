import type { HistoryBehaviour } from './behaviour';
import { ask } from './client';
import { emulatorForTests } from './forTests';

interface Page {
	runs: Array<Record<string, unknown>>;
	hasMore: boolean;
	nextCursor?: string | null;
}

/** An emulator, and how tests read its history. */
export function openHistory() {
	const emulator = emulatorForTests();

	async function page(cursor?: string | null): Promise<Page> {
		const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
		return (await ask(emulator, `/credits/history${query}`)).json as Page;
	}

	async function walk(most = 50, between: () => void = () => undefined): Promise<Page[]> {
		const pages = [await page()];
		while (pages.length < most && pages[pages.length - 1].hasMore) {
			between();
			pages.push(await page(pages[pages.length - 1].nextCursor));
		}
		return pages;
	}

	const history = (change: Partial<HistoryBehaviour>) => emulator.behave({ history: change });

	return { emulator, page, walk, history };
}

export const idsOf = (pages: Page[]) =>
	pages.flatMap(({ runs }) => runs.map(({ id }) => String(id)));
