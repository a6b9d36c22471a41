import fc from 'fast-check';
import { walkHistory } from '../../../nodes/AgentsCode/api/paging';
import { failure, success, type Result } from '../../../nodes/AgentsCode/api/result';
import type { HistoryPage, Run } from '../../../nodes/AgentsCode/api/shapes';

const row = (id: string): Run => ({ id, agent: 'a' });
const page = (ids: string, nextCursor?: string, hasMore = nextCursor !== undefined) =>
	success<HistoryPage>({ runs: [...ids].map(row), hasMore, nextCursor });

/** Walks to the end, but never further than any honest service would need. */
async function walk(
	readPage: (cursor?: string) => Result<HistoryPage>,
	mostPages = 100,
	rememberedRows?: number,
) {
	const asked: Array<string | undefined> = [];
	const ids: string[] = [];
	let fault: unknown;
	const pages = walkHistory(async (cursor) => {
		asked.push(cursor);
		if (asked.length > mostPages) throw new Error('The walk does not end');
		return readPage(cursor);
	}, rememberedRows);
	for await (const rows of pages) {
		if (rows.ok) {
			expect(rows.value).not.toEqual([]);
			ids.push(...rows.value.map(({ id }) => id));
		} else fault = rows.fault;
	}
	return { ids: ids.join(''), asked, fault };
}

/** Answers page after page, whatever the cursor; the last one for ever. */
function inTurn(...pages: Array<Result<HistoryPage>>) {
	let turn = 0;
	return () => pages[Math.min(turn++, pages.length - 1)];
}

const REPEATS = {
	kind: 'unreadable',
	message: expect.stringContaining('repeats itself') as string,
};

describe('a walk through the history', () => {
	it.each<[string, Array<Result<HistoryPage>>, string, number]>([
		['one page', [page('ab')], 'ab', 1],
		['no row at all', [page('')], '', 1],
		['several pages', [page('ab', 'x'), page('cd', 'y'), page('e')], 'abcde', 3],
		['rows that shift while pages are read', [page('abc', 'x'), page('cde')], 'abcde', 2],
		['the same row twice on a page', [page('aab')], 'ab', 1],
		['a last page without a new row', [page('ab', 'x'), page('b')], 'ab', 2],
		['a last page without any row', [page('ab', 'x'), page('')], 'ab', 2],
		['a cursor although there is no more', [page('ab', 'x', false)], 'ab', 1],
		['more is promised, but no cursor given', [page('ab', undefined, true)], 'ab', 1],
	])('%s', async (_, pages, ids, count) => {
		const walked = await walk(inTurn(...pages));
		expect(walked).toMatchObject({ ids, fault: undefined });
		expect(walked.asked).toHaveLength(count);
	});

	it('asks for each page by the cursor of the one before', async () => {
		const { asked } = await walk(inTurn(page('a', 'x'), page('b', 'y'), page('c')));
		expect(asked).toEqual([undefined, 'x', 'y']);
	});

	it.each<[string, Array<Result<HistoryPage>>, string]>([
		['ignores the cursor', [page('ab', 'x'), page('ab', 'x')], 'ab'],
		['ignores it, and makes up new ones', [page('ab', 'x'), page('ab', 'y')], 'ab'],
		['goes on, but hands out the same cursor', [page('ab', 'x'), page('cd', 'x')], 'abcd'],
		['goes round in a circle', [page('a', 'x'), page('b', 'y'), page('c', 'x')], 'abc'],
		['promises more on an empty page', [page('a', 'x'), page('', 'y')], 'a'],
		['promises more on an empty first page', [page('', 'x')], ''],
	])('ends, and says so, when the service %s', async (_, pages, ids) => {
		expect(await walk(inTurn(...pages))).toMatchObject({ ids, fault: REPEATS });
	});

	it('asks no second time for rows that it has, under however many cursors', async () => {
		let cursors = 0;
		const { asked, fault } = await walk(() => page('ab', `cursor ${++cursors}`));
		expect(asked).toEqual([undefined, 'cursor 1']);
		expect(fault).toMatchObject(REPEATS);
	});

	it.each([1, 2])('ends with the fault of page %i, after the rows before it', async (nth) => {
		const fault = { kind: 'status', httpStatus: 500, message: 'down' } as const;
		const pages = [page('a', 'x'), page('b', 'y'), page('c')];
		pages[nth] = failure(fault) as never;
		const walked = await walk(inTurn(...pages));
		expect(walked).toMatchObject({ ids: 'abc'.slice(0, nth), fault });
		expect(walked.asked).toHaveLength(nth + 1);
	});

	it.each([
		['as many rows as it remembers', 3, 'abcdefg'],
		['fewer', 4, 'abcdefg'],
		['many more, which it forgets to keep memory small', 1, 'abcdeabcfg'],
	])('knows a row again that was read %s before', async (_, rememberedRows, ids) => {
		const pages = [page('abcde', 'x'), page(rememberedRows === 1 ? 'abcfg' : 'cdefg')];
		expect(await walk(inTurn(...pages), 9, rememberedRows)).toMatchObject({ ids });
	});

	it('reads no page that nobody asks for', async () => {
		let reads = 0;
		const pages = walkHistory(async () => page(String.fromCharCode(97 + reads++), `c${reads}`));
		for await (const rows of pages) {
			expect(rows.ok).toBe(true);
			break;
		}
		expect(reads).toBe(1);
	});

	it('ends for any service whatever, and hands out every row it was given once', async () => {
		const anyPage = fc.record({
			ids: fc.string({ unit: fc.constantFrom(...'abcdefgh'), maxLength: 4 }),
			hasMore: fc.boolean(),
			nextCursor: fc.option(fc.constantFrom('x', 'y', 'z'), { nil: undefined }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(anyPage, { minLength: 1, maxLength: 12 }), async (script) => {
				const pages = script.map(({ ids, hasMore, nextCursor }) => page(ids, nextCursor, hasMore));
				const { ids, asked } = await walk(inTurn(...pages), 50);
				const given = script.slice(0, asked.length).flatMap((each) => [...each.ids]);
				expect([...ids]).toEqual([...new Set(given)]);
			}),
		);
	});
});

describe('a history that grows while it is read', () => {
	it('is told without a gap and without a double, however many rows shift', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 0, max: 60 }),
				fc.integer({ min: 2, max: 9 }),
				fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 60 }),
				async (count, pageSize, arrivals) => {
					const rows = Array.from({ length: count }, (_, index) => row(`old${index}`));
					let pages = 0;
					// The cursor is an offset: each new run pushes all others one place on.
					const { fault, ids } = await walk((cursor) => {
						const from = Number(cursor ?? 0);
						const runs = rows.slice(from, from + pageSize);
						const hasMore = from + pageSize < rows.length;
						const nextCursor = hasMore ? String(from + pageSize) : undefined;
						for (let n = 0; n < (arrivals[pages] ?? 0); n++) rows.unshift(row(`new${pages}`));
						pages++;
						return success({ runs, hasMore, nextCursor });
					});
					const told = ids.match(/old\d+/g) ?? [];
					expect(fault).toBeUndefined();
					expect(told).toEqual(Array.from({ length: count }, (_, index) => `old${index}`));
				},
			),
		);
	});
});
