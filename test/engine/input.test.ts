import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { errorOf, jsonOf, simpleWorkflow } from './harness';
import { fields, ITEM, runWith, text, type Field } from './inputForms';
import { byId, EAGER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 30 } });

/** What the agent got for one item. */
async function inputFor(parameters: INodeParameters, item = ITEM): Promise<unknown> {
	const run = await stage.run([item], parameters);
	expect(errorOf(run)).toBeUndefined();
	expect(jsonOf(run, 'Start')).toEqual([item]);
	expect(stage.emulator.jobs).toHaveLength(1);
	return stage.emulator.jobs[0].input;
}

describe('input as fields', () => {
	it.each<[string, Field[], IDataObject]>([
		['text', [['a', 'string', 'b']], { a: 'b' }],
		['empty text', [['a', 'string', '']], { a: '' }],
		['text from a number', [['a', 'string', '={{ $json.count }}']], { a: '3' }],
		[
			'text from an object',
			[['a', 'string', '={{ $json.customer }}']],
			{ a: JSON.stringify(ITEM.customer) },
		],
		[
			'text with an expression inside',
			[['a', 'string', '=Hello {{ $json.who }}']],
			{ a: 'Hello Jeff' },
		],
		['a number', [['a', 'number', 4.5]], { a: 4.5 }],
		['a number from text', [['a', 'number', '={{ $json.text }}']], { a: 12 }],
		['a switch', [['a', 'boolean', false]], { a: false }],
		['a switch from text', [['a', 'boolean', 'true']], { a: true }],
		['a list', [['a', 'array', '={{ $json.list }}']], { a: ITEM.list }],
		['a list from text', [['a', 'array', '[1, "b"]']], { a: [1, 'b'] }],
		['an object', [['a', 'object', '={{ $json.customer }}']], { a: ITEM.customer }],
		['an object from text', [['a', 'object', '={{ $json.jsonText }}']], { a: { a: [1] } }],
		['nothing', [['a', 'string', '={{ $json.nothing }}']], { a: null }],
		['a value that is not there', [['a', 'number', '={{ $json.missing }}']], { a: null }],
		['a date', [['a', 'string', '={{ $json.date.toDateTime().toUTC() }}']], { a: ITEM.date }],
		[
			'a date in an object',
			[['a', 'object', '={{ { at: $json.date.toDateTime().toUTC() } }}']],
			{ a: { at: ITEM.date } },
		],
		[
			'nested names',
			[
				['customer.name', 'string', 'Ada'],
				['customer.address.city', 'string', 'London'],
				['count', 'number', 2],
			],
			{ customer: { name: 'Ada', address: { city: 'London' } }, count: 2 },
		],
		[
			'a field within an object of the item',
			[
				['customer', 'object', '={{ $json.customer }}'],
				['customer.city', 'string', 'London'],
			],
			{ customer: { name: 'Ada', tags: ['x'], city: 'London' } },
		],
		['no field at all', [], {}],
	])('%s', async (_, list, input) => {
		expect(await inputFor(fields(...list))).toEqual(input);
	});

	it('is empty where the form was left as it is at first', async () => {
		expect(await inputFor(runWith({}))).toEqual({});
	});
});

describe('input as JSON', () => {
	it.each<[string, unknown, IDataObject]>([
		['as text', '{"a": {"b": [1, null]}}', { a: { b: [1, null] } }],
		[
			'as text with an expression inside',
			'={"who": "{{ $json.who }}", "n": {{ $json.count }}}',
			{ who: 'Jeff', n: 3 },
		],
		['as an object from an expression', '={{ $json.customer }}', ITEM.customer as IDataObject],
		['as the whole item', '={{ $json }}', ITEM],
		['as a JSON text from an expression', '={{ $json.jsonText }}', { a: [1] }],
		['as an object without an expression', { a: 1 }, { a: 1 }],
		['with a date inside', '={{ { at: $json.date.toDateTime().toUTC() } }}', { at: ITEM.date }],
		['empty', '{}', {}],
		['with spaces around it', '\n {"a": 1} \n', { a: 1 }],
	])('%s', async (_, inputJson, input) => {
		const parameters = runWith({ inputMode: 'json', inputJson: inputJson as INodeParameters });
		expect(await inputFor(parameters)).toEqual(input);
	});
});

describe('input as text', () => {
	it.each<[string, unknown, string]>([
		['as it stands', 'Book a table', 'Book a table'],
		['with line breaks and spaces kept', ' a\n b ', ' a\n b '],
		['with an expression inside', '=Call {{ $json.who }}', 'Call Jeff'],
		['a number', '={{ $json.count }}', '3'],
		['zero', '={{ 0 }}', '0'],
		['a switch', '={{ $json.yes }}', 'true'],
		['long', 'x'.repeat(100_000), 'x'.repeat(100_000)],
		['other scripts', 'Größe 日本語 👩‍🚀', 'Größe 日本語 👩‍🚀'],
	])('%s', async (_, inputText, input) => {
		const parameters = runWith({ inputMode: 'text', inputText: inputText as string });
		expect(await inputFor(parameters)).toBe(input);
	});
});

describe('context data', () => {
	it.each<[string, unknown, string | undefined]>([
		['text', 'The user is Ada', 'The user is Ada'],
		['an expression', '={{ $json.who }}', 'Jeff'],
		['an object becomes its JSON', '={{ $json.customer }}', JSON.stringify(ITEM.customer)],
		['empty is not sent', '', undefined],
		['a value that is not there is not sent', '={{ $json.missing }}', undefined],
	])('%s', async (_, contextData, sent) => {
		await inputFor(
			runWith({ inputMode: 'text', inputText: 'a', options: { contextData } as INodeParameters }),
		);
		expect(stage.emulator.jobs[0].contextData).toBe(sent);
		const [{ body }] = stage.emulator.requests.filter(({ route }) => route === 'startJob');
		expect(Object.keys(body as object)).toEqual(
			sent === undefined ? ['input'] : ['input', 'contextData'],
		);
	});
});

it('each item has its own agent, input and options', async () => {
	const run = await stage.run(
		[
			{ agent: 'event-scheduler', mode: 'text', value: 'one' },
			{ agent: 'invoice-reader', mode: 'text', value: 'two' },
		],
		{
			agentId: byId('={{ $json.agent }}'),
			inputMode: 'text',
			inputText: '={{ $json.value }}',
			options: { ...EAGER, contextData: '=for {{ $json.value }}' },
		},
	);
	expect(jsonOf(run).map(({ agentId }) => agentId)).toEqual(['event-scheduler', 'invoice-reader']);
	expect(
		stage.emulator.jobs.map(({ agentId, input, contextData }) => [agentId, input, contextData]),
	).toEqual([
		['event-scheduler', 'one', 'for one'],
		['invoice-reader', 'two', 'for two'],
	]);
});

it('an ID with unusual characters reaches the service as it is', async () => {
	const { emulator } = stage;
	const id = 'größe & more/?#%'.replace('/', '|');
	emulator.agents.push({ ...emulator.agents[0], id });
	const run = await stage.play(simpleWorkflow([{}], { ...text('a'), agentId: byId(` ${id} `) }));
	expect(errorOf(run)).toBeUndefined();
	expect(emulator.jobs.map(({ agentId }) => agentId)).toEqual([id]);
	expect(emulator.count('getJob')).toBeGreaterThan(0);
});
