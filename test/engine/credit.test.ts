import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { BehaviourChange, SeedRow } from '../emulator';
import { errorOf, jsonOf, outputOf, simpleWorkflow } from './harness';
import { openStage } from './stage';

const stage = openStage();

const history = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'credit',
	operation: 'getHistory',
	...parameters,
});
const all = (filters: INodeParameters = {}) => history({ returnAll: true, filters });
const filters = (values: Record<string, unknown>) => all(values as INodeParameters);

async function idsOf(parameters: INodeParameters): Promise<unknown[]> {
	const run = await stage.run([{}], parameters);
	expect(errorOf(run)).toBeUndefined();
	return jsonOf(run).map(({ id }) => id);
}

describe('Credit → Get Balance', () => {
	const balance: INodeParameters = { resource: 'credit', operation: 'getBalance' };

	it('gives what is available and used', async () => {
		Object.assign(stage.emulator.credits, { available: 12.5, used: 3 });
		const run = await stage.run([{ a: 1 }], balance);
		expect(outputOf(run)[0]).toEqual([
			{ json: { available: 12.5, used: 3 }, pairedItem: { item: 0 } },
		]);
	});

	it('passes unknown fields on', async () => {
		stage.emulator.behaviour.extraFields = true;
		expect(jsonOf(await stage.run([{}], balance))[0]).toMatchObject({ region: 'eu-central' });
	});

	it('gives one item per item', async () => {
		const run = await stage.run([{}, {}, {}], balance);
		expect(outputOf(run)[0].map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it.each(['text', 'null'] as const)('says so when the answer is no balance: %s', async (shape) => {
		stage.emulator.behaviour.credits.shape = shape;
		const run = await stage.run([{}], balance);
		expect(errorOf(run)).toMatchObject({
			message: 'Could not get the balance: the answer could not be understood',
			description: expect.stringContaining("'available'") as string,
		});
	});

	it.each([
		[401, 'the API key was not accepted'],
		[403, 'not allowed'],
		[500, 'not able to answer'],
	])('says so when the service answers %i', async (status, words) => {
		stage.emulator.fault({ times: Infinity, kind: 'status', status });
		const run = await stage.run([{}], balance);
		expect(errorOf(run)?.message).toMatch(/^Could not get the balance: /);
		expect(errorOf(run)?.message).toContain(words);
	});

	it('bridges what passes', async () => {
		stage.emulator.fault({ times: 2, kind: 'reset' });
		expect(jsonOf(await stage.run([{}], balance))).toEqual([{ available: 1000, used: 50 }]);
		expect(stage.emulator.count('getBalance')).toBe(3);
	});
});

describe('Credit → Get History', () => {
	it('gives 50 runs unless told otherwise, and reads no more pages than it needs', async () => {
		const ids = stage.emulator.seedHistory(200);
		expect(await idsOf(history())).toEqual(ids.slice(0, 50));
		expect(stage.emulator.count('getHistory')).toBe(3);
	});

	it.each([1, 20, 21, 199, 200, 500])('gives up to %i of 200 runs', async (limit) => {
		const ids = stage.emulator.seedHistory(200);
		expect(await idsOf(history({ limit }))).toEqual(ids.slice(0, limit));
		const pages = Math.ceil(Math.min(limit, 200) / 20);
		expect(stage.emulator.count('getHistory')).toBe(pages);
	});

	it.each([0, 1, 19, 20, 21, 40, 137])('gives all of %i runs', async (count) => {
		const ids = stage.emulator.seedHistory(count);
		expect(await idsOf(all())).toEqual(ids);
	});

	it('gives the fields as the service does, paired with the item', async () => {
		stage.emulator.behaviour.extraFields = true;
		stage.emulator.seedHistory(1);
		const [item] = outputOf(await stage.run([{}], all()))[0];
		expect(item).toEqual({
			json: {
				id: expect.any(String) as string,
				agent: 'event-scheduler',
				creditsUsed: 5,
				startedAt: expect.any(String) as string,
				completedAt: expect.any(String) as string,
				duration: 3,
				jobId: expect.any(String) as string,
				status: 'completed',
				region: 'eu-central',
				tags: ['beta', null],
				links: { self: '/v2/unknown' },
			},
			pairedItem: { item: 0 },
		});
	});

	it('sends the cursor, and no page size', async () => {
		stage.emulator.seedHistory(30);
		await idsOf(all());
		const [first, second] = stage.emulator.requests.map(({ path }) => path);
		expect(first).toBe('/v1/credits/history');
		expect(second).toMatch(/^\/v1\/credits\/history\?cursor=[^&]+$/);
	});

	it.each<[string, BehaviourChange['history']]>([
		['offsets instead of marks', { paging: 'shifting' }],
		['rows of the page before again', { overlap: 5 }],
		['a last cursor of null', { lastCursor: 'null' }],
		['an empty last cursor', { lastCursor: 'empty' }],
		['the oldest first', { direction: 'oldestFirst' }],
		['by their end', { orderBy: 'completedAt' }],
		['one row a page', { pageSize: 1 }],
	])('gives every run once when the service pages with %s', async (_, change) => {
		stage.emulator.behave({ history: change });
		const ids = stage.emulator.seedHistory(45);
		expect((await idsOf(all())).sort()).toEqual(ids.sort());
	});

	it.each(['ignored', 'repeated', 'barren', 'hollow'] as const)(
		'ends, and says that the service repeats itself: cursor %s',
		async (cursor) => {
			stage.emulator.seedHistory(90);
			stage.emulator.behave({ history: { cursor } });
			const run = await stage.run([{}], all());
			expect(errorOf(run)?.message).toContain('Could not read the credit history');
			expect(errorOf(run)?.description).toContain('repeats itself');
			expect(stage.emulator.count('getHistory')).toBeLessThanOrEqual(5);
		},
	);

	it('does not mind a repeating service where the first page is enough', async () => {
		const ids = stage.emulator.seedHistory(90);
		stage.emulator.behave({ history: { cursor: 'ignored' } });
		expect(await idsOf(history({ limit: 20 }))).toEqual(ids.slice(0, 20));
	});

	it('is not cut short by a fault on the way', async () => {
		const ids = stage.emulator.seedHistory(60);
		stage.emulator.fault({ route: 'getHistory', after: 1, kind: 'status', status: 503 });
		expect(await idsOf(all())).toEqual(ids);
	});

	it('gives no part of the history when a later page can not be read', async () => {
		stage.emulator.seedHistory(60);
		stage.emulator.fault({ route: 'getHistory', after: 1, times: Infinity, kind: 'html' });
		const run = await stage.run([{}], all());
		expect(errorOf(run)?.message).toContain('Could not read the credit history');
		expect(outputOf(run)).toEqual([]);
	});
});

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
		stage.emulator.behave({ history: { listUnfinished: true, pageSize: 3 } });
		stage.emulator.seedHistory(ROWS);
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
			stage.emulator.behave({ history: { agentAs } });
			stage.emulator.seedHistory(21, {
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
		const run = await stage.play({ ...workflow, settings: { executionOrder: 'v1', timezone } });
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
		const run = await stage.run([{}], filters(values));
		expect(errorOf(run)?.message).toMatch(words);
		expect(stage.emulator.requests).toEqual([]);
	});

	it.each<[string, BehaviourChange['history'], number]>([
		['newest first by start', {}, 2],
		['newest first by end', { orderBy: 'completedAt' }, 2],
		['oldest first by start', { direction: 'oldestFirst' }, 10],
		['oldest first by end', { orderBy: 'completedAt', direction: 'oldestFirst' }, 10],
	])('reads no page that can hold nothing of the period: %s', async (_, change, pages) => {
		const newestAtMs = Date.parse('2026-05-31T12:00:00Z');
		stage.emulator.behave({ history: change });
		const ids = stage.emulator.seedHistory(200, { newestAtMs, everyMs: 3_600_000 });
		const found = await idsOf(filters({ startedAfter: '2026-05-31T01:30:00Z' }));
		expect(found.sort()).toEqual(ids.slice(0, 11).sort());
		expect(stage.emulator.count('getHistory')).toBe(pages);
	});

	it('finds runs of the period also where dates are coarse and the oldest come first', async () => {
		const newestAtMs = Date.parse('2026-05-31T12:00:00Z');
		const history = { direction: 'oldestFirst', granularityMs: 86_400_000, pageSize: 5 } as const;
		stage.emulator.behave({ history });
		stage.emulator.seedHistory(100, { newestAtMs, everyMs: 3_600_000 });
		expect(await idsOf(filters({ startedAfter: '2026-05-31T00:00:00Z' }))).toHaveLength(13);
	});

	it.each(['null', 'absent', 'text', 'epoch', 'future'] as const)(
		'takes rows whose dates are broken (%s) as they are',
		async (dates) => {
			stage.emulator.behave({ history: { dates } });
			stage.emulator.seedHistory(30);
			expect(await idsOf(all())).toHaveLength(30);
			expect(
				errorOf(await stage.run([{}], filters({ startedAfter: '2026-01-01' }))),
			).toBeUndefined();
		},
	);

	it('asks for each item with its own filters', async () => {
		seed();
		const items: IDataObject[] = [{ s: 'failed' }, { s: 'active' }, { s: 'queued' }];
		const run = await stage.run(items, filters({ statuses: '={{ [$json.s] }}' }));
		expect(outputOf(run)[0].map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['r2', { item: 0 }],
			['r6', { item: 1 }],
		]);
	});
});
