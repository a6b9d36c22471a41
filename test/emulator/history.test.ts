import type { HistoryBehaviour } from './behaviour';
import { ask } from './client';
import { idsOf, openHistory } from './historyPages';

const { emulator, history, page, walk } = openHistory();

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

	it('hold every row once in a history of 100,000 rows', async () => {
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
