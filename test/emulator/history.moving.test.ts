import { idsOf, openHistory } from './historyPages';

const { emulator, history, page, walk } = openHistory();

describe('rows that arrive while pages are read', () => {
	it.each([
		['stable', 45],
		['shifting', 47],
	] as const)('%s paging sends %i rows', async (paging, sent) => {
		emulator.seedHistory(45);
		history({ paging });
		const ids = idsOf(
			await walk(50, () => emulator.startJob('site-monitor', { emulate: { durationMs: 0 } })),
		);
		expect(ids).toHaveLength(sent);
		expect(new Set(ids).size).toBe(45);
	});

	it('overlap when told to', async () => {
		emulator.seedHistory(45);
		history({ overlap: 3 });
		const pages = await walk();
		expect(pages.map(({ runs }) => runs.length)).toEqual([20, 23, 8]);
		expect(pages[1].runs[2]).toEqual(pages[0].runs[19]);
		expect(new Set(idsOf(pages)).size).toBe(45);
	});
});

describe('a server that mishandles the cursor', () => {
	beforeEach(() => emulator.seedHistory(60));

	it.each([
		['ignored', 1, 20],
		['repeated', 1, 40],
		['barren', 4, 20],
		['hollow', 4, 20],
	] as const)('%s: %i cursors and %i rows in four pages', async (cursor, cursors, rows) => {
		history({ cursor });
		const pages = await walk(4);
		expect(pages.every(({ hasMore }) => hasMore)).toBe(true);
		expect(new Set(pages.map(({ nextCursor }) => nextCursor)).size).toBe(cursors);
		expect(new Set(idsOf(pages)).size).toBe(rows);
	});

	it('leaves it out', async () => {
		history({ cursor: 'missing' });
		expect(await page()).toMatchObject({ hasMore: true });
		expect((await page()).nextCursor).toBeUndefined();
	});

	it.each([
		['null', null],
		['empty', ''],
	] as const)('ends with %s', async (lastCursor, expected) => {
		history({ lastCursor, pageSize: 100 });
		expect(await page()).toMatchObject({ hasMore: false, nextCursor: expected });
	});
});
