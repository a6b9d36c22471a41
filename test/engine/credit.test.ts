import type { INodeParameters } from 'n8n-workflow';
import type { BehaviourChange } from '../emulator';
import { all, history, openHistory } from './creditHistory';
import { errorOf, jsonOf, outputOf } from './harness';

const { emulator, run: runNode, idsOf } = openHistory();

describe('Credit → Get Balance', () => {
	const balance: INodeParameters = { resource: 'credit', operation: 'getBalance' };

	it('gives what is available and used', async () => {
		Object.assign(emulator.credits, { available: 12.5, used: 3 });
		const run = await runNode([{ a: 1 }], balance);
		expect(outputOf(run)[0]).toEqual([
			{ json: { available: 12.5, used: 3 }, pairedItem: { item: 0 } },
		]);
	});

	it('passes unknown fields on', async () => {
		emulator.behaviour.extraFields = true;
		expect(jsonOf(await runNode([{}], balance))[0]).toMatchObject({ region: 'eu-central' });
	});

	it('gives one item per item', async () => {
		const run = await runNode([{}, {}, {}], balance);
		expect(outputOf(run)[0].map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it.each(['text', 'null'] as const)('says so when the answer is no balance: %s', async (shape) => {
		emulator.behaviour.credits.shape = shape;
		const run = await runNode([{}], balance);
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
		emulator.fault({ times: Infinity, kind: 'status', status });
		const run = await runNode([{}], balance);
		expect(errorOf(run)?.message).toMatch(/^Could not get the balance: /);
		expect(errorOf(run)?.message).toContain(words);
	});

	it('bridges what passes', async () => {
		emulator.fault({ times: 2, kind: 'reset' });
		expect(jsonOf(await runNode([{}], balance))).toEqual([{ available: 1000, used: 50 }]);
		expect(emulator.count('getBalance')).toBe(3);
	});
});

describe('Credit → Get History', () => {
	it('gives 50 runs unless told otherwise, and reads no more pages than it needs', async () => {
		const ids = emulator.seedHistory(200);
		expect(await idsOf(history())).toEqual(ids.slice(0, 50));
		expect(emulator.count('getHistory')).toBe(3);
	});

	it.each([1, 20, 21, 199, 200, 500])('gives up to %i of 200 runs', async (limit) => {
		const ids = emulator.seedHistory(200);
		expect(await idsOf(history({ limit }))).toEqual(ids.slice(0, limit));
		const pages = Math.ceil(Math.min(limit, 200) / 20);
		expect(emulator.count('getHistory')).toBe(pages);
	});

	it.each([0, 1, 19, 20, 21, 40, 137])('gives all of %i runs', async (count) => {
		const ids = emulator.seedHistory(count);
		expect(await idsOf(all())).toEqual(ids);
	});

	it('gives the fields as the service does, paired with the item', async () => {
		emulator.behaviour.extraFields = true;
		emulator.seedHistory(1);
		const [item] = outputOf(await runNode([{}], all()))[0];
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
		emulator.seedHistory(30);
		await idsOf(all());
		const [first, second] = emulator.requests.map(({ path }) => path);
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
		emulator.behave({ history: change });
		const ids = emulator.seedHistory(45);
		expect((await idsOf(all())).sort()).toEqual(ids.sort());
	});

	it.each(['ignored', 'repeated', 'barren', 'hollow'] as const)(
		'ends, and says that the service repeats itself: cursor %s',
		async (cursor) => {
			emulator.seedHistory(90);
			emulator.behave({ history: { cursor } });
			const run = await runNode([{}], all());
			expect(errorOf(run)?.message).toContain('Could not read the credit history');
			expect(errorOf(run)?.description).toContain('repeats itself');
			expect(emulator.count('getHistory')).toBeLessThanOrEqual(5);
		},
	);

	it('does not mind a repeating service where the first page is enough', async () => {
		const ids = emulator.seedHistory(90);
		emulator.behave({ history: { cursor: 'ignored' } });
		expect(await idsOf(history({ limit: 20 }))).toEqual(ids.slice(0, 20));
	});

	it('is not cut short by a fault on the way', async () => {
		const ids = emulator.seedHistory(60);
		emulator.fault({ route: 'getHistory', after: 1, kind: 'status', status: 503 });
		expect(await idsOf(all())).toEqual(ids);
	});

	it('gives no part of the history when a later page can not be read', async () => {
		emulator.seedHistory(60);
		emulator.fault({ route: 'getHistory', after: 1, times: Infinity, kind: 'html' });
		const run = await runNode([{}], all());
		expect(errorOf(run)?.message).toContain('Could not read the credit history');
		expect(outputOf(run)).toEqual([]);
	});
});
