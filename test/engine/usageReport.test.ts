import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { BehaviourChange, SeedRow } from '../emulator';
import { errorOf, jsonOf, outputOf, simpleWorkflow } from './harness';
import { openStage } from './stage';

const stage = openStage();

const report = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'credit',
	operation: 'getUsageReport',
	...parameters,
});

const may = (parameters: INodeParameters = {}) =>
	report({ period: 'custom', from: '2026-05-01', to: '2026-05-31', ...parameters });

async function figures(parameters: INodeParameters, timezone = 'Europe/Berlin') {
	const workflow = simpleWorkflow([{}], parameters);
	const run = await stage.play({ ...workflow, settings: { executionOrder: 'v1', timezone } });
	expect(errorOf(run)).toBeUndefined();
	return jsonOf(run);
}

/** No midnight passes between what is seeded and its report. */
function itIsNoon(): void {
	const realNow = Date.now;
	const aheadMs = 43_200_000 - (realNow.call(Date) % 86_400_000);
	jest.spyOn(Date, 'now').mockImplementation(() => realNow.call(Date) + aheadMs);
}
afterEach(() => jest.restoreAllMocks());

const groupsOf = (items: IDataObject[]) =>
	items.map(({ group, runs, creditsUsed }) => [group, runs, creditsUsed]);

const ROWS: SeedRow[] = [
	{ agent: 'event-scheduler', startedAt: '2026-06-01T08:00:00.000Z' },
	{ agent: 'image-captioner', startedAt: '2026-05-31T21:59:59.000Z', creditsUsed: 0.1 },
	{ agent: 'agent_123456', startedAt: '2026-05-31T10:00:00.000Z', duration: 4 },
	{ agent: 'youtube-transcription', startedAt: '2026-05-30T22:00:00.000Z', creditsUsed: 3 },
	{ agent: 'YouTube Transcription', startedAt: '2026-05-30T10:00:00.000Z', status: 'failed' },
	{ agent: 'image-captioner', startedAt: '2026-05-30T09:00:00.000Z', creditsUsed: 0.2 },
	{ agent: 'gone-agent', startedAt: '2026-05-04T09:00:00.000Z', status: 'cancelled' },
	{ agent: 'event-scheduler', startedAt: '2026-04-30T21:59:59.000Z' },
].map((row) => ({ duration: 2, ...(row.status ? { creditsUsed: 0 } : {}), ...row }));

describe('the figures', () => {
	it('per agent, under its label whatever the rows call it', async () => {
		stage.emulator.seedHistory(ROWS);
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
		stage.emulator.seedHistory(ROWS);
		expect(groupsOf(await figures(may({ groupBy, ...dates })))).toEqual(expected);
	});

	it.each([
		['UTC', 3.1],
		['Europe/Berlin', 6.1],
		['Pacific/Pago_Pago', 5.1],
	])("divide the days in the workflow's time zone: %s", async (timezone, credits) => {
		stage.emulator.seedHistory(ROWS);
		const day = may({ groupBy: 'day', from: '2026-05-31' });
		const items = await figures(day, timezone);
		expect(items.map(({ group, creditsUsed }) => [group, creditsUsed])).toEqual([
			['2026-05-31', credits],
		]);
	});

	it('of the last 7 days, unless told otherwise', async () => {
		itIsNoon();
		stage.emulator.seedHistory(40, { everyMs: 86_400_000, newestAtMs: Date.now() - 1 });
		const items = await figures(report({ groupBy: 'day' }), 'UTC');
		expect(items).toHaveLength(7);
		expect(items.map(({ runs }) => runs)).toEqual([1, 1, 1, 1, 1, 1, 1]);
	});

	it('need neither balance nor, without agents, their list', async () => {
		stage.emulator.seedHistory(ROWS);
		await figures(may({ groupBy: 'day' }));
		expect(stage.emulator.count('getBalance')).toBe(0);
		expect(stage.emulator.count('listAgents')).toBe(0);
		await figures(may({ groupBy: 'agent' }));
		expect(stage.emulator.count('listAgents')).toBe(1);
	});

	it('give no item where there is no run to tell of', async () => {
		expect(await figures(may())).toEqual([]);
	});

	it('say where runs have no date', async () => {
		const row = (fields: object) => ({ ...fields, startedAt: null, completedAt: null });
		stage.emulator.behave({ history: { row } });
		stage.emulator.seedHistory(3);
		const run = await stage.run([{}], report());
		expect(JSON.stringify(run.data)).toContain('3 runs without a date');
	});
});

describe('the requests', () => {
	it.each<[string, BehaviourChange['history'], number]>([
		['newest first by start', {}, 3],
		['newest first by end', { orderBy: 'completedAt' }, 3],
		['oldest first', { direction: 'oldestFirst' }, 50],
	])('read no page that can hold nothing of the period: %s', async (_, change, pages) => {
		stage.emulator.behave({ history: change });
		const newestAtMs = Date.parse('2026-05-31T12:00:00Z');
		stage.emulator.seedHistory(1000, { newestAtMs, everyMs: 3_600_000 });
		const items = await figures(may({ from: '2026-05-30T14:00:00Z', groupBy: 'none' }));
		expect(items[0].runs).toBe(23);
		expect(stage.emulator.count('getHistory')).toBe(pages);
	});

	it('read a long history to its end, to the credit', async () => {
		stage.emulator.behave({ history: { pageSize: 500 } });
		stage.emulator.seedHistory(10_000, {
			agentIds: ['image-captioner'],
			failedEvery: 0,
			cancelledEvery: 0,
		});
		stage.emulator.behaviour.history.row = (row) => ({ ...row, creditsUsed: 0.1 });
		const items = await figures(report({ period: 'custom', from: '2000-01-01', groupBy: 'none' }));
		expect(items[0]).toMatchObject({ runs: 10_000, creditsUsed: 1000 });
		expect(stage.emulator.count('getHistory')).toBe(20);
	});

	it('count each run once where pages overlap', async () => {
		stage.emulator.behave({ history: { overlap: 7 } });
		stage.emulator.seedHistory(90);
		const all = report({ period: 'custom', from: '2000-01-01', groupBy: 'none' });
		expect((await figures(all))[0].runs).toBe(90);
	});

	it.each(['ignored', 'repeated', 'barren', 'hollow'] as const)(
		'end, and give no part for the whole, when the service repeats itself: %s',
		async (cursor) => {
			stage.emulator.seedHistory(90);
			stage.emulator.behave({ history: { cursor } });
			const run = await stage.run([{}], report({ period: 'custom', from: '2000-01-01' }));
			expect(errorOf(run)?.message).toContain('Could not read the credit history');
			expect(outputOf(run)).toEqual([]);
		},
	);
});

describe('the written reports', () => {
	it.each([
		['markdown', /^\*AgentsCode usage report\*[\s\S]*```\nAgent +Credits/],
		['html', /^<!doctype html>[\s\S]*<\/html>$/],
	])('%s: one item, with totals and balance', async (format, form) => {
		stage.emulator.seedHistory(ROWS);
		const [item, ...others] = await figures(may({ format }));
		expect(others).toEqual([]);
		expect(Object.keys(item)).toEqual(['report', 'totals', 'balance', 'from', 'to']);
		expect(item.report).toMatch(form);
		expect(item.report).toContain('YouTube Transcription');
		expect(item).toMatchObject({
			totals: { runs: 6, completed: 4, failed: 1, cancelled: 1, creditsUsed: 6.3 },
			balance: { available: 1000, used: 50, daysLeft: 4920.6 },
			from: '2026-05-01T00:00:00.000+02:00',
			to: '2026-06-01T00:00:00.000+02:00',
		});
	});

	it.each(['markdown', 'html'])('%s: there is one even without runs', async (format) => {
		const [item] = await figures(may({ format }));
		expect(item.report).toContain('No runs in this period.');
		expect(item.balance).toMatchObject({ daysLeft: null });
	});

	it('are not written without the balance', async () => {
		stage.emulator.fault({ route: 'getBalance', times: Infinity, kind: 'status', status: 403 });
		const run = await stage.run([{}], may({ format: 'html' }));
		expect(errorOf(run)?.message).toMatch(/^Could not get the balance: /);
	});
});

describe('the form', () => {
	it.each<[string, INodeParameters, string]>([
		['a date alone, to its end', { from: '2026-05-31', to: '2026-05-31' }, '24 h'],
		['times', { from: '2026-05-31T08:00:00', to: '2026-05-31T20:00:00' }, '12 h'],
		['a picked midnight, not the day', { from: '2026-05-30', to: '2026-05-31T00:00:00' }, '24 h'],
		[
			'date objects',
			{
				from: '={{ DateTime.fromISO("2026-05-30T10:00:00Z") }}',
				to: '={{ DateTime.fromISO("2026-05-30T12:00:00Z").toJSDate() }}',
			},
			'2 h',
		],
		['a day of summer time', { from: '2026-03-29', to: '2026-03-29' }, '23 h'],
	])('takes %s', async (_, dates, length) => {
		const [{ from, to }] = await figures(may({ groupBy: 'none', ...dates }));
		const hours = (Date.parse(String(to)) - Date.parse(String(from))) / 3_600_000;
		expect(`${hours} h`).toBe(length);
	});

	it.each<[string, INodeParameters, RegExp]>([
		['an empty start', { from: '={{ $json.missing }}' }, /^'From' is empty$/],
		['a start that is no date', { from: 'monday' }, /^'From' is not a date: monday$/],
		['an end that is no date', { to: 'friday' }, /^'To' is not a date: friday$/],
		[
			'an end before the start',
			{ to: '2026-04-01' },
			/^'From' \(2026-05-01.*\) is not before 'To'/,
		],
		[
			'an unknown period',
			{ period: '={{ "lastYear" }}' },
			/^'Period' must be one of .*"lastYear"$/,
		],
		['an unknown group', { groupBy: '={{ "hour" }}' }, /^'Group By' must be one of .*"hour"$/],
		['an unknown format', { format: '={{ "pdf" }}' }, /^'Format' must be one of .*"pdf"$/],
	])('refuses %s before any request', async (_, values, words) => {
		const run = await stage.run([{}], may(values));
		expect(errorOf(run)?.message).toMatch(words);
		expect(stage.emulator.requests).toEqual([]);
	});

	it('is read for each item, and items are paired', async () => {
		stage.emulator.seedHistory(ROWS);
		const run = await stage.run(
			[{ by: 'none' }, { by: 'status' }],
			may({ groupBy: '={{ $json.by }}' }),
		);
		expect(outputOf(run)[0].map(({ json, pairedItem }) => [json.group, pairedItem])).toEqual([
			['all', { item: 0 }],
			['completed', { item: 1 }],
			['cancelled', { item: 1 }],
			['failed', { item: 1 }],
		]);
	});
});
