import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { errorOf, jsonOf, outputOf } from './harness';
import { byId, openStage } from './stage';

const stage = openStage();

const ALL = [
	'event-scheduler',
	'agent_123456',
	'lead-researcher',
	'invoice-reader',
	'newsletter-writer',
	'site-monitor',
	'image-captioner',
	'legacy-translator',
];
const ACTIVE = ALL.filter((id) => id !== 'legacy-translator');

const getAll = (parameters: INodeParameters = {}): INodeParameters => ({
	operation: 'getAll',
	...parameters,
});
const filtered = (filters: INodeParameters) => getAll({ returnAll: true, filters });

describe('Agent → Get Many', () => {
	it.each<[string, INodeParameters, string[]]>([
		['all', getAll({ returnAll: true }), ALL],
		['up to the limit', getAll({ limit: 3 }), ALL.slice(0, 3)],
		['a limit as text', getAll({ limit: '={{ "2" }}' }), ALL.slice(0, 2)],
		['a limit that is never reached', getAll(), ALL],
		['active ones', filtered({ status: 'active' }), ACTIVE],
		['inactive ones', filtered({ status: 'inactive' }), ['legacy-translator']],
		['any', filtered({ status: 'any' }), ALL],
		['by display name', filtered({ search: 'youtube TRANS' }), ['agent_123456']],
		['by ID', filtered({ search: 'agent_12' }), ['agent_123456']],
		['by name', filtered({ search: 'youtube-transcription' }), ['agent_123456']],
		['by description', filtered({ search: 'sentence' }), ['event-scheduler', 'image-captioner']],
		['by two filters', filtered({ search: 'translat', status: 'active' }), []],
		['an empty search is none', filtered({ search: '' }), ALL],
		[
			'the limit counts what passed',
			getAll({ limit: 1, filters: { search: 'sentence' } }),
			['event-scheduler'],
		],
	])('%s', async (_, parameters, ids) => {
		const run = await stage.run([{}], parameters);
		expect(errorOf(run)).toBeUndefined();
		expect(jsonOf(run).map(({ id }) => id)).toEqual(ids);
	});

	it('gives the fields as the service does, unknown ones too', async () => {
		stage.emulator.behaviour.extraFields = true;
		const [agent] = jsonOf(await stage.run([{}], getAll({ limit: 1 })));
		expect(agent).toMatchObject({
			id: 'event-scheduler',
			credits: 5,
			region: 'eu-central',
			tags: ['beta', null],
			inputSchema: { type: 'object' },
		});
	});

	it('reads a list that is wrapped', async () => {
		stage.emulator.behaviour.agents.shape = 'wrapped';
		expect(jsonOf(await stage.run([{}], getAll({ returnAll: true })))).toHaveLength(ALL.length);
	});

	it('says so when the answer is no list', async () => {
		stage.emulator.behaviour.agents.shape = 'malformed';
		const run = await stage.run([{}], getAll());
		expect(errorOf(run)).toMatchObject({
			message: 'Could not list the agents: the answer could not be understood',
			description: expect.stringContaining("'Base URL'") as string,
		});
	});

	it('gives nothing where there are no agents', async () => {
		stage.emulator.agents.splice(0);
		const run = await stage.run([{}], getAll());
		expect([errorOf(run), jsonOf(run)]).toEqual([undefined, []]);
	});

	it('asks once for all items, and pairs what it gives with each', async () => {
		const run = await stage.run([{ s: 'youtube' }, { s: 'invoice' }, { s: 'none' }], {
			...filtered({ search: '={{ $json.s }}' }),
		});
		expect(outputOf(run)[0].map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['agent_123456', { item: 0 }],
			['invoice-reader', { item: 1 }],
		]);
		expect(stage.emulator.count('listAgents')).toBe(1);
	});

	it.each([
		['0', 0],
		['a negative one', -1],
		['half a one', 1.5],
		['a text', 'many'],
	])('refuses a limit of %s', async (_, limit) => {
		const run = await stage.run([{}], getAll({ limit }));
		expect(errorOf(run)?.message).toContain("'Limit' must be a whole number of at least 1");
		expect(stage.emulator.requests).toEqual([]);
	});
});

describe('Agent → Get', () => {
	const get = (agentId: INodeParameters): INodeParameters => ({ operation: 'get', agentId });

	it('gives the agent with its price', async () => {
		const run = await stage.run([{}], get({ __rl: true, mode: 'list', value: 'invoice-reader' }));
		expect(jsonOf(run)).toEqual([expect.objectContaining({ id: 'invoice-reader', credits: 2 })]);
		expect(outputOf(run)[0][0].pairedItem).toEqual({ item: 0 });
	});

	it.each([
		['the name', 'youtube-transcription', /has the ID "agent_123456"/],
		['the display name', 'YouTube Transcription', /has the ID "agent_123456"/],
		['nothing known', 'no-such-agent', /Pick the agent from the list/],
	])('says what to do when the ID is %s', async (_, id, todo) => {
		const run = await stage.run([{}], get(byId(id)));
		expect(errorOf(run)).toMatchObject({
			message: `There is no agent with the ID "${id}"`,
			description: expect.stringMatching(todo) as string,
		});
	});

	it.each(['../x', '..', '.', 'a/b'])('refuses %s before any request', async (id) => {
		const run = await stage.run([{}], get(byId(id)));
		expect(errorOf(run)?.message).toContain("can't be the ID of an agent");
		expect(stage.emulator.requests).toEqual([]);
	});

	it('one item that fails ends the node, or becomes an item where the node goes on', async () => {
		const items: IDataObject[] = [{ id: 'invoice-reader' }, { id: 'gone' }, { id: 'site-monitor' }];
		const parameters = get(byId('={{ $json.id }}'));
		const stopped = await stage.run(items, parameters);
		expect(errorOf(stopped)).toMatchObject({ context: { itemIndex: 1 } });

		const went = await stage.run(items, parameters, { onError: 'continueRegularOutput' });
		expect(
			outputOf(went)[0].map(({ json, pairedItem }) => [json.id ?? json.error, pairedItem]),
		).toEqual([
			['invoice-reader', { item: 0 }],
			['There is no agent with the ID "gone"', { item: 1 }],
			['site-monitor', { item: 2 }],
		]);
	});

	it('sends an item that fails to the error output, with its details', async () => {
		stage.emulator.fault({ route: 'listAgents', times: Infinity, kind: 'status', status: 403 });
		const run = await stage.run([{}], get(byId('invoice-reader')), {
			onError: 'continueErrorOutput',
		});
		expect(outputOf(run)[0]).toEqual([]);
		expect(jsonOf(run, 'AgentsCode', 1)).toEqual([
			{
				error:
					'Could not list the agents: the API key is not allowed to do this (HTTP 403): Forbidden',
				details: { agentId: 'invoice-reader', httpStatus: 403 },
			},
		]);
	});
});
