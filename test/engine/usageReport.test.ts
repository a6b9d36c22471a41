import type { INodeParameters } from 'n8n-workflow';
import type { BehaviourChange } from '../emulator';
import { errorOf, outputOf } from './harness';
import { groupsOf, may, openReports, report, ROWS } from './usageReports';

const { emulator, run: runNode, figures } = openReports();

/** No midnight passes between what is seeded and its report. */
function itIsNoon(): void {
	const realNow = Date.now;
	const aheadMs = 43_200_000 - (realNow.call(Date) % 86_400_000);
	jest.spyOn(Date, 'now').mockImplementation(() => realNow.call(Date) + aheadMs);
}
afterEach(() => jest.restoreAllMocks());

describe('the figures', () => {
	it('per agent, under its label whatever the rows call it', async () => {
		emulator.seedHistory(ROWS);
		const items = await figures(may());
		expect(items[0]).toEqual({
			group: 'YouTube Transcription',
			runs: 3,
			completed: 2,
			failed: 1,
			cancelled: 0,
			unfinished: 0,
			successRate: 0.6667,
			creditsUsed: 6,
			averageDurationSeconds: 2.667,
			p95DurationSeconds: 4,
			from: '2026-05-01T00:00:00.000+02:00',
			to: '2026-06-01T00:00:00.000+02:00',
		});
		expect(groupsOf(items).slice(1)).toEqual([
			['Image Captioner (Größe & Farbe)', 2, 0.3],
			['gone-agent', 1, 0],
		]);
	});

	it.each<[string, INodeParameters, unknown[]]>([
		[
			'day',
			{ from: '2026-05-29', to: '2026-05-31' },
			[
				['2026-05-29', 0, 0],
				['2026-05-30', 2, 0.2],
				['2026-05-31', 3, 6.1],
			],
		],
		[
			'week',
			{ from: '2026-05-04', to: '2026-05-31' },
			[
				['2026-W19', 1, 0],
				['2026-W20', 0, 0],
				['2026-W21', 0, 0],
				['2026-W22', 5, 6.3],
			],
		],
		['month', {}, [['2026-05', 6, 6.3]]],
		[
			'status',
			{},
			[
				['completed', 4, 6.3],
				['cancelled', 1, 0],
				['failed', 1, 0],
			],
		],
		['none', {}, [['all', 6, 6.3]]],
	])('per %s', async (groupBy, dates, expected) => {
		emulator.seedHistory(ROWS);
		expect(groupsOf(await figures(may({ groupBy, ...dates })))).toEqual(expected);
	});

	it.each([
		['UTC', 3.1],
		['Europe/Berlin', 6.1],
		['Pacific/Pago_Pago', 5.1],
	])("divide the days in the workflow's time zone: %s", async (timezone, credits) => {
		emulator.seedHistory(ROWS);
		const day = may({ groupBy: 'day', from: '2026-05-31' });
		const items = await figures(day, timezone);
		expect(items.map(({ group, creditsUsed }) => [group, creditsUsed])).toEqual([
			['2026-05-31', credits],
		]);
	});

	it('of the last 7 days, unless told otherwise', async () => {
		itIsNoon();
		emulator.seedHistory(40, { everyMs: 86_400_000, newestAtMs: Date.now() - 1 });
		const items = await figures(report({ groupBy: 'day' }), 'UTC');
		expect(items).toHaveLength(7);
		expect(items.map(({ runs }) => runs)).toEqual([1, 1, 1, 1, 1, 1, 1]);
	});

	it('need neither balance nor, without agents, their list', async () => {
		emulator.seedHistory(ROWS);
		await figures(may({ groupBy: 'day' }));
		expect(emulator.count('getBalance')).toBe(0);
		expect(emulator.count('listAgents')).toBe(0);
		await figures(may({ groupBy: 'agent' }));
		expect(emulator.count('listAgents')).toBe(1);
	});

	it('give no item where there is no run to tell of', async () => {
		expect(await figures(may())).toEqual([]);
	});

	it('say where runs have no date', async () => {
		const row = (fields: object) => ({ ...fields, startedAt: null, completedAt: null });
		emulator.behave({ history: { row } });
		emulator.seedHistory(3);
		const run = await runNode([{}], report());
		expect(JSON.stringify(run.data)).toContain('3 runs without a date');
	});
});

describe('the requests', () => {
	it.each<[string, BehaviourChange['history'], number]>([
		['newest first by start', {}, 3],
		['newest first by end', { orderBy: 'completedAt' }, 3],
		['oldest first', { direction: 'oldestFirst' }, 50],
	])('read no page that can hold nothing of the period: %s', async (_, change, pages) => {
		emulator.behave({ history: change });
		const newestAtMs = Date.parse('2026-05-31T12:00:00Z');
		emulator.seedHistory(1000, { newestAtMs, everyMs: 3_600_000 });
		const items = await figures(may({ from: '2026-05-30T14:00:00Z', groupBy: 'none' }));
		expect(items[0].runs).toBe(23);
		expect(emulator.count('getHistory')).toBe(pages);
	});

	it('read a long history to its end, to the credit', async () => {
		emulator.behave({ history: { pageSize: 500 } });
		emulator.seedHistory(10_000, {
			agentIds: ['image-captioner'],
			failedEvery: 0,
			cancelledEvery: 0,
		});
		emulator.behaviour.history.row = (row) => ({ ...row, creditsUsed: 0.1 });
		const items = await figures(report({ period: 'custom', from: '2000-01-01', groupBy: 'none' }));
		expect(items[0]).toMatchObject({ runs: 10_000, creditsUsed: 1000 });
		expect(emulator.count('getHistory')).toBe(20);
	});

	it('count each run once where pages overlap', async () => {
		emulator.behave({ history: { overlap: 7 } });
		emulator.seedHistory(90);
		const all = report({ period: 'custom', from: '2000-01-01', groupBy: 'none' });
		expect((await figures(all))[0].runs).toBe(90);
	});

	it.each(['ignored', 'repeated', 'barren', 'hollow'] as const)(
		'end, and give no part for the whole, when the service repeats itself: %s',
		async (cursor) => {
			emulator.seedHistory(90);
			emulator.behave({ history: { cursor } });
			const run = await runNode([{}], report({ period: 'custom', from: '2000-01-01' }));
			expect(errorOf(run)?.message).toContain('Could not read the credit history');
			expect(outputOf(run)).toEqual([]);
		},
	);
});
