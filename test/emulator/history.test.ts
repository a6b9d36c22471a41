import fc from 'fast-check';

import { ask } from './client';
import type { HistoryBehaviour } from './behaviour';
import { readCursor, writeCursor } from './cursors';
import { type Emulator, startEmulator } from './index';
import { Merged, type Placed } from './merged';
import type { RunRow } from './runs';

interface Body {
	runs: Array<Record<string, unknown>>;
	hasMore: boolean;
	nextCursor?: string | null;
}

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});
afterEach(() => {
	const violations = emulator.contractViolations;
	emulator.reset();
	expect(violations).toEqual([]);
});
afterAll(async () => await emulator.close());

async function page(cursor?: string | null): Promise<Body> {
	const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
	return (await ask(emulator, `/credits/history${query}`)).json as Body;
}

async function walk(most = 50, between: () => void = () => undefined): Promise<Body[]> {
	const pages = [await page()];
	while (pages.length < most && pages[pages.length - 1].hasMore) {
		between();
		pages.push(await page(pages[pages.length - 1].nextCursor));
	}
	return pages;
}

const idsOf = (pages: Body[]) => pages.flatMap(({ runs }) => runs.map(({ id }) => String(id)));

function history(change: Partial<HistoryBehaviour>): void {
	emulator.behave({ history: change });
}

describe('the pages', () => {
	it('hold every row once, newest first, the last without a cursor', async () => {
		const seeded = emulator.seedHistory(45);
		const pages = await walk();
		expect(idsOf(pages)).toEqual(seeded);
		expect(pages.map(({ runs }) => runs.length)).toEqual([20, 20, 5]);
		expect(pages[2]).toEqual({ runs: expect.any(Array), hasMore: false });
	});

	it('end exactly at a full page', async () => {
		emulator.seedHistory(40);
		expect((await walk()).map(({ runs }) => runs.length)).toEqual([20, 20]);
	});

	it('are empty when nothing ran', async () => {
		expect(await walk()).toEqual([{ runs: [], hasMore: false }]);
	});

	it('cost no more in a history of 100,000 rows', async () => {
		emulator.seedHistory(100_000, { everyMs: 1000 });
		history({ pageSize: 1000 });
		emulator.startJob('site-monitor', {}, { startedAtMs: Date.now() - 50_000_500 });
		emulator.finish();
		expect(new Set(idsOf(await walk(200))).size).toBe(100_001);
	});

	it.each<[string, Partial<HistoryBehaviour>, string[]]>([
		['start, newest first', {}, ['late', 'short', 'long']],
		['start, oldest first', { direction: 'oldestFirst' }, ['long', 'short', 'late']],
		['end, newest first', { orderBy: 'completedAt' }, ['long', 'late', 'short']],
		[
			'end, oldest first',
			{ orderBy: 'completedAt', direction: 'oldestFirst' },
			['short', 'late', 'long'],
		],
	])('are ordered by %s', async (_, rule, expected) => {
		const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
		emulator.seedHistory([
			{ id: 'long', startedAt: at(0), completedAt: at(50) },
			{ id: 'short', startedAt: at(10), completedAt: at(20) },
			{ id: 'late', startedAt: at(30), completedAt: at(40) },
		]);
		history({ ...rule, pageSize: 1 });
		expect(idsOf(await walk())).toEqual(expected);
	});

	it('list what they are told to list', async () => {
		for (const outcome of ['completed', 'failed', 'cancelled'])
			emulator.startJob('site-monitor', { emulate: { outcome, durationMs: 0 } });
		emulator.startJob('site-monitor', { emulate: { durationMs: 1e9, queuedMs: 1e9 } });
		const statuses = async () => (await page()).runs.map(({ status }) => status).sort();
		expect(await statuses()).toEqual(['cancelled', 'completed', 'failed']);
		history({ listFailed: false, listCancelled: false });
		expect(await statuses()).toEqual(['completed']);
		history({ listUnfinished: true });
		expect(await statuses()).toEqual(['completed', 'queued']);
	});

	it('know an unfinished row by null or by nothing', async () => {
		emulator.startJob('site-monitor', { emulate: { durationMs: 1e9, queuedMs: 0 } });
		history({ listUnfinished: true });
		expect((await page()).runs[0]).toMatchObject({
			status: 'active',
			completedAt: null,
			duration: null,
		});
		history({ unfinishedEnd: 'absent' });
		expect(Object.keys((await page()).runs[0])).toEqual([
			'id',
			'agent',
			'creditsUsed',
			'startedAt',
			'jobId',
			'status',
		]);
	});

	it('show a late row late', async () => {
		history({ lateMs: 3_600_000 });
		emulator.startJob('site-monitor', {}, { startedAtMs: Date.now() - 3_590_000 });
		expect((await page()).runs).toHaveLength(0);
		history({ lateMs: 1000 });
		expect((await page()).runs).toHaveLength(1);
	});

	it.each([
		['id', 'agent_123456'],
		['name', 'youtube-transcription'],
		['displayName', 'YouTube Transcription'],
	] as const)('name an agent by its %s', async (agentAs, word) => {
		emulator.seedHistory([{ agent: 'agent_123456' }]);
		history({ agentAs });
		expect((await page()).runs[0].agent).toBe(word);
	});

	it.each([
		['null', { completedAt: null, duration: null }],
		['text', { startedAt: 'yesterday', completedAt: 'a moment ago', duration: '3 s' }],
		['epoch', { startedAt: expect.any(Number), completedAt: expect.any(Number) }],
		['future', { startedAt: '2999-01-01T00:00:00.000Z' }],
	] as const)('break dates: %s', async (dates, expected) => {
		emulator.seedHistory(1);
		history({ dates });
		expect((await page()).runs[0]).toMatchObject(expected);
		history({ dates: 'absent' });
		expect(Object.keys((await page()).runs[0])).not.toContain('completedAt');
	});

	it('give equal timestamps, and keep every row all the same', async () => {
		emulator.seedHistory(50, { everyMs: 100, newestAtMs: Date.UTC(2026, 0, 1, 12) });
		history({ granularityMs: 86_400_000, pageSize: 7 });
		const pages = await walk();
		expect(new Set(idsOf(pages)).size).toBe(50);
		expect(new Set(pages.flatMap(({ runs }) => runs.map((run) => run.startedAt))).size).toBe(1);
	});

	it("tell the service's own time", async () => {
		emulator.behaviour.clockSkewMs = -7_200_000;
		emulator.seedHistory(1, { newestAtMs: Date.UTC(2026, 0, 1, 12) });
		expect((await page()).runs[0].startedAt).toBe('2026-01-01T10:00:00.000Z');
	});

	it('tell a given row as given', async () => {
		const odd = { id: 'x', status: 'exploded', creditsUsed: -3, startedAt: 'never', note: 'new' };
		emulator.seedHistory([odd, { agent: 'gone-agent', jobId: 'j' }]);
		const { runs } = await page();
		expect(runs).toContainEqual(expect.objectContaining(odd));
		expect(runs).toContainEqual(expect.objectContaining({ agent: 'gone-agent', jobId: 'j' }));
		expect((await ask(emulator, '/agents/gone-agent/j')).json).toMatchObject({
			status: 'completed',
		});
	});

	it('leave the last word on a row to the test', async () => {
		emulator.seedHistory(1);
		emulator.behaviour.history.row = ({ id }) => [id];
		expect((await page()).runs).toEqual([['run_seed0000000']]);
	});

	it('know the result of a seeded run', async () => {
		emulator.seedHistory(1, { agentIds: ['invoice-reader'] });
		const { json } = await ask(emulator, '/agents/invoice-reader/job_seed0000000');
		expect(json).toMatchObject({ status: 'completed', result: { currency: 'EUR' } });
	});
});

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

describe('two sorted lists read as one', () => {
	const keys = fc.array(fc.record({ time: fc.integer({ min: 0, max: 9 }), id: fc.uuid() }));
	const place = (list: Array<{ time: number; id: string }>): Placed[] =>
		list.map((key) => ({ key, row: { id: key.id } as RunRow }));

	it('are the same as one sorted list, at every place', () => {
		const direction = fc.constantFrom('newestFirst' as const, 'oldestFirst' as const);
		fc.assert(
			fc.property(keys, keys, direction, fc.nat(20), (a, b, way, size) => {
				const whole = Merged.sorted(place([...a, ...b]), way);
				const merged = new Merged(Merged.sorted(place(a), way), Merged.sorted(place(b), way), way);
				const ids = whole.map(({ row }) => row.id);
				for (let from = 0; from <= ids.length; from++) {
					const slice = merged.slice(from, size).map(({ id }) => id);
					expect(slice).toEqual(ids.slice(from, from + size));
					if (from < ids.length) {
						expect(merged.keyAt(from)).toEqual(whole[from].key);
						expect(merged.indexAfter(whole[from].key)).toBe(from + 1);
					}
				}
			}),
		);
	});

	it('remember a place in a cursor', () => {
		for (const after of [{ time: Infinity, id: 'x' }, { time: 12, id: '' }, undefined])
			expect(readCursor(writeCursor({ offset: 3, after }))).toEqual({
				offset: 3,
				...(after && { after }),
			});
		expect(readCursor('nonsense')).toBeUndefined();
	});
});
