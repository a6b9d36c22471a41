import type { IDataObject } from 'n8n-workflow';
import type { BehaviourChange, SeedRow } from '../emulator';
import { all, filters, openHistory } from './creditHistory';
import { errorOf, jsonOf, outputOf, simpleWorkflow } from './harness';

const { emulator, play, run: runNode, idsOf } = openHistory();

describe('filters of Credit → Get History', () => {
	const ROWS: SeedRow[] = [
		{
			id: 'r1',
			agent: 'event-scheduler',
			status: 'completed',
			startedAt: '2026-05-31T22:30:00.000Z',
		},
		{ id: 'r2', agent: 'agent_123456', status: 'failed', startedAt: '2026-05-31T12:00:00.000Z' },
		{
			id: 'r3',
			agent: 'youtube-transcription',
			status: 'cancelled',
			startedAt: '2026-05-30T12:00:00.000Z',
		},
		{
			id: 'r4',
			agent: 'YouTube Transcription',
			status: 'canceled',
			startedAt: '2026-05-29T12:00:00.000Z',
		},
		{ id: 'r5', agent: 'gone-agent', status: 'COMPLETED', startedAt: '2026-05-28T12:00:00.000Z' },
		{
			id: 'r6',
			agent: 'invoice-reader',
			status: 'active',
			startedAt: '2026-05-27T12:00:00.000Z',
			completedAt: null,
		},
		{ id: 'r7', agent: 'invoice-reader', status: 'paused', startedAt: '2026-05-26T12:00:00.000Z' },
	];
	const seed = () => {
		emulator.behave({ history: { listUnfinished: true, pageSize: 3 } });
		emulator.seedHistory(ROWS);
	};

	it.each<[string, Record<string, unknown>, string]>([
		['none', {}, 'r1 r2 r3 r4 r5 r6 r7'],
		['an agent by its ID, whatever the rows call it', { agentId: 'agent_123456' }, 'r2 r3 r4'],
		['an agent by its name', { agentId: 'youtube-transcription' }, 'r2 r3 r4'],
		['an agent by its display name', { agentId: ' YouTube Transcription ' }, 'r2 r3 r4'],
		['an agent that is not listed any more', { agentId: 'gone-agent' }, 'r5'],
		['an agent without runs', { agentId: 'site-monitor' }, ''],
		['an empty agent is none', { agentId: '' }, 'r1 r2 r3 r4 r5 r6 r7'],
		[
			'an agent that is not there is none',
			{ agentId: '={{ $json.missing }}' },
			'r1 r2 r3 r4 r5 r6 r7',
		],
		['a status', { statuses: ['completed'] }, 'r1 r5'],
		['both spellings of cancelled', { statuses: ['cancelled'] }, 'r3 r4'],
		['several statuses', { statuses: ['failed', 'active'] }, 'r2 r6'],
		['no status is all', { statuses: [] }, 'r1 r2 r3 r4 r5 r6 r7'],
		['statuses from an expression', { statuses: '={{ ["failed"] }}' }, 'r2'],
		['a status as text', { statuses: '={{ "failed" }}' }, 'r2'],
		['statuses as text', { statuses: '={{ "failed, Canceled" }}' }, 'r2 r3 r4'],
		['after', { startedAfter: '2026-05-30T12:00:00.000Z' }, 'r1 r2 r3'],
		['before', { startedBefore: '2026-05-28T12:00:00.000Z' }, 'r5 r6 r7'],
		[
			'between',
			{ startedAfter: '2026-05-28T12:00:00Z', startedBefore: '2026-05-30T12:00:00Z' },
			'r3 r4 r5',
		],
		['a date alone is a midnight', { startedAfter: '2026-05-31' }, 'r1 r2'],
		['with an offset', { startedAfter: '2026-05-31T14:00:01+02:00' }, 'r1'],
		[
			'from an expression',
			{ startedAfter: '={{ DateTime.fromISO("2026-05-30T12:00:00Z") }}' },
			'r1 r2 r3',
		],
		[
			'in milliseconds',
			{ startedAfter: `={{ ${Date.parse('2026-05-30T12:00:00Z')} }}` },
			'r1 r2 r3',
		],
		[
			'an empty date is none',
			{ startedAfter: '', startedBefore: '={{ $json.missing }}' },
			'r1 r2 r3 r4 r5 r6 r7',
		],
		[
			'all at once',
			{ agentId: 'agent_123456', statuses: ['failed'], startedAfter: '2026-05-31' },
			'r2',
		],
	])('%s', async (_, values, ids) => {
		seed();
		expect(await idsOf(filters(values))).toEqual(ids === '' ? [] : ids.split(' '));
	});

	it.each(['id', 'name', 'displayName'] as const)(
		'finds an agent whose rows carry its %s',
		async (agentAs) => {
			emulator.behave({ history: { agentAs } });
			emulator.seedHistory(21, {
				agentIds: ['agent_123456', 'invoice-reader', 'newsletter-writer'],
			});
			expect(await idsOf(filters({ agentId: 'agent_123456' }))).toHaveLength(7);
		},
	);

	it.each<[string, string]>([
		['Europe/Berlin', 'r1'],
		['UTC', 'r1 r2'],
		['America/New_York', 'r1'],
	])("takes a date without a zone in the workflow's time zone: %s", async (timezone, ids) => {
		seed();
		const startedAfter = timezone === 'Europe/Berlin' ? '2026-06-01' : '2026-05-31T09:00:00';
		const workflow = simpleWorkflow([{}], filters({ startedAfter }));
		const run = await play({ ...workflow, settings: { executionOrder: 'v1', timezone } });
		expect(jsonOf(run).map(({ id }) => id)).toEqual(ids.split(' '));
	});

	it.each<[string, Record<string, unknown>, RegExp]>([
		[
			'a date that is none',
			{ startedAfter: 'yesterday' },
			/'Started After' is not a date: yesterday/,
		],
		[
			'a month too many',
			{ startedBefore: '2026-13-01' },
			/'Started Before' is not a date: 2026-13-01/,
		],
		[
			'an object for a date',
			{ startedAfter: '={{ ({ a: 1 }) }}' },
			/'Started After' is not a date: \{"a":1\}/,
		],
		['an unknown status', { statuses: '={{ ["done"] }}' }, /'Statuses' .*"done"/],
		['an object for an agent', { agentId: '={{ ({ a: 1 }) }}' }, /'Agent Name or ID' must be text/],
	])('refuses %s before any request', async (_, values, words) => {
		const run = await runNode([{}], filters(values));
		expect(errorOf(run)?.message).toMatch(words);
		expect(emulator.requests).toEqual([]);
	});

	it.each<[string, BehaviourChange['history'], number]>([
		['newest first by start', {}, 2],
		['newest first by end', { orderBy: 'completedAt' }, 2],
		['oldest first by start', { direction: 'oldestFirst' }, 10],
		['oldest first by end', { orderBy: 'completedAt', direction: 'oldestFirst' }, 10],
	])('reads no page that can hold nothing of the period: %s', async (_, change, pages) => {
		const newestAtMs = Date.parse('2026-05-31T12:00:00Z');
		emulator.behave({ history: change });
		const ids = emulator.seedHistory(200, { newestAtMs, everyMs: 3_600_000 });
		const found = await idsOf(filters({ startedAfter: '2026-05-31T01:30:00Z' }));
		expect(found.sort()).toEqual(ids.slice(0, 11).sort());
		expect(emulator.count('getHistory')).toBe(pages);
	});

	it('finds runs of the period also where dates are coarse and the oldest come first', async () => {
		const newestAtMs = Date.parse('2026-05-31T12:00:00Z');
		const history = { direction: 'oldestFirst', granularityMs: 86_400_000, pageSize: 5 } as const;
		emulator.behave({ history });
		emulator.seedHistory(100, { newestAtMs, everyMs: 3_600_000 });
		expect(await idsOf(filters({ startedAfter: '2026-05-31T00:00:00Z' }))).toHaveLength(13);
	});

	it.each(['null', 'absent', 'text', 'epoch', 'future'] as const)(
		'takes rows whose dates are broken (%s) as they are',
		async (dates) => {
			emulator.behave({ history: { dates } });
			emulator.seedHistory(30);
			expect(await idsOf(all())).toHaveLength(30);
			expect(errorOf(await runNode([{}], filters({ startedAfter: '2026-01-01' })))).toBeUndefined();
		},
	);

	it('asks for each item with its own filters', async () => {
		seed();
		const items: IDataObject[] = [{ s: 'failed' }, { s: 'active' }, { s: 'queued' }];
		const run = await runNode(items, filters({ statuses: '={{ [$json.s] }}' }));
		expect(outputOf(run)[0].map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['r2', { item: 0 }],
			['r6', { item: 1 }],
		]);
	});
});
