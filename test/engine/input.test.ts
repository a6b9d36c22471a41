import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { engine } from './engine';
import { errorOf, jsonOf, simpleWorkflow } from './harness';
import { byId, EAGER, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 30 } });

const runWith = (parameters: INodeParameters): INodeParameters => ({
	agentId: EVENT_SCHEDULER,
	...parameters,
	options: { ...EAGER, ...((parameters.options ?? {}) as INodeParameters) },
});

type Field = [name: string, type: string, value: unknown];

function fields(...list: Field[]): INodeParameters {
	const assignments = list.map(([name, type, value], index) => ({
		id: String(index),
		name,
		type,
		value,
	}));
	return runWith({ inputMode: 'fields', inputFields: { assignments } as INodeParameters });
}

/** The item that all expressions of these tests see. */
const ITEM: IDataObject = {
	who: 'Jeff',
	count: 3,
	text: '12',
	yes: true,
	list: [1, { a: 2 }],
	customer: { name: 'Ada', tags: ['x'] },
	jsonText: '{"a":[1]}',
	nothing: null,
	empty: '',
	date: '2026-05-31T08:00:00.000Z',
};

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

const json = (inputJson: unknown) => runWith({ inputMode: 'json', inputJson: inputJson as string });
const text = (inputText: unknown) => runWith({ inputMode: 'text', inputText: inputText as string });
const agent = (agentId: unknown) => ({ ...text('a'), agentId: agentId as INodeParameters });
const option = (options: IDataObject) =>
	runWith({ inputMode: 'text', inputText: 'a', options: options as INodeParameters });
const control = String.fromCharCode(7);

const BAD: Array<[string, INodeParameters, RegExp]> = [
	['broken JSON', json('{"a": '), /'Input JSON' is not valid JSON/],
	['JSON with a comma too many', json('{"a": 1,}'), /'Input JSON' is not valid JSON/],
	['no JSON', json(''), /'Input JSON' is empty/],
	['only spaces as JSON', json('  \n'), /'Input JSON' is empty/],
	['a list as JSON', json('[1, 2]'), /'Input JSON' must be an object, but it is a list/],
	['a list from an expression', json('={{ $json.list }}'), /must be an object, but it is a list/],
	['a number as JSON', json('7'), /'Input JSON' must be an object, but it is a number/],
	['a number from an expression', json('={{ $json.count }}'), /but it is a number/],
	['a text as JSON', json('"a"'), /'Input JSON' must be an object, but it is a string/],
	['a switch as JSON', json('true'), /'Input JSON' must be an object, but it is a boolean/],
	['null as JSON', json('null'), /'Input JSON' must be an object, but it is empty/],
	['null from an expression', json('={{ $json.nothing }}'), /'Input JSON' is empty/],
	['nothing from an expression', json('={{ $json.missing }}'), /'Input JSON' is empty/],
	['empty text', text('={{ $json.empty }}'), /'Input Text' is empty/],
	['blank text', text(' \n\t '), /'Input Text' is empty/],
	['text from a value that is not there', text('={{ $json.missing }}'), /'Input Text' is empty/],
	['text from null', text('={{ $json.nothing }}'), /'Input Text' is empty/],
	['text from an object', text('={{ $json.customer }}'), /'Input Text' must be text, but it is a/],
	['text from a list', text('={{ $json.list }}'), /'Input Text' must be text, but it is a list/],
	['a field of the wrong type', fields(['a.b', 'number', 'many']), /'a\.b' must be of type number/],
	['a field of the wrong type', fields(['a', 'boolean', 'perhaps']), /'a' must be of type boolean/],
	['a field of the wrong type', fields(['a', 'object', '[1]']), /'a' must be of type object/],
	['a field of the wrong type', fields(['a', 'array', '{}']), /'a' must be of type array/],
	[
		'a field that is no number',
		fields(['a', 'number', '={{ 1 / 0 }}']),
		/'a' must be of type number/,
	],
	['binary data', fields(['a', 'binary', 'data']), /'a' must be of type binary|binary data/i],
	['a field without a name', fields(['', 'string', 'a']), /An input field has no name/],
	['a field with an empty part', fields(['a..b', 'string', 'a']), /'a\.\.b' has an empty part/],
	['a field that reaches a prototype', fields(['__proto__.a', 'string', 'a']), /'__proto__'/],
	[
		'fields that contradict',
		fields(['a', 'string', 'x'], ['a.b', 'string', 'y']),
		/'a\.b' can't be set/,
	],
	['no agent', agent(byId('={{ $json.empty }}')), /The Agent ID is empty/],
	['a blank agent', agent(byId('   ')), /The Agent ID is empty/],
	['an agent that is not there', agent(byId('={{ $json.missing }}')), /The Agent ID is empty/],
	['an agent that is null', agent(byId('={{ $json.nothing }}')), /The Agent ID is empty/],
	['an agent that is an object', agent(byId('={{ $json.customer }}')), /The Agent ID/],
	['an agent of ../x', agent(byId('../x')), /"\.\.\/x" can't be the ID of an agent/],
	['an agent of .', agent(byId('.')), /"\." can't be the ID of an agent/],
	['an agent of ..', agent(byId('..')), /"\.\." can't be the ID of an agent/],
	['an agent with a slash', agent(byId('a/b')), /"a\/b" can't be the ID of an agent/],
	['an agent with a backslash', agent(byId('a\\b')), /can't be the ID of an agent/],
	['an agent with a control character', agent(byId(`a${control}b`)), /"a\?b" can't be the ID/],
	['an agent of 10 kB', agent(byId('x'.repeat(10_000))), /longer than 500 characters/],
	[
		'a time-out of nothing',
		option({ timeoutSeconds: 0 }),
		/'Timeout \(Seconds\)' must be a number of at least 1/,
	],
	[
		'a time-out that is no number',
		option({ timeoutSeconds: 'soon' }),
		/'Timeout \(Seconds\)'.*"soon"/,
	],
	['a negative interval', option({ pollIntervalSeconds: -1 }), /'Poll Interval \(Seconds\)'/],
	['no job at a time', option({ maxConcurrentJobs: 0 }), /'Max Concurrent Jobs'/],
	[
		'half a job at a time',
		option({ maxConcurrentJobs: 1.5 }),
		/'Max Concurrent Jobs' must be a whole number/,
	],
	['an unknown choice', option({ onTimeout: 'wait' }), /'On Timeout' must be/],
	['an unknown choice', option({ onFailure: 'ignore' }), /'On Failed Job' must be/],
];

describe('what can not be sent gets a clear message before any request', () => {
	it.each(BAD)('%s', async (_, parameters, words) => {
		const run = await stage.run([ITEM], parameters);
		const { message, description } = errorOf(run) ?? {};
		expect(message).toMatch(words);
		expect(message?.replace('"error"', '')).not.toMatch(
			/\[object|undefined|\b(error|problem|failure|mistake)/i,
		);
		expect(message?.length).toBeLessThan(300);
		expect(description ?? '').not.toMatch(/\[object|undefined/);
		expect(stage.emulator.requests).toEqual([]);
	});

	it.each<[string, INodeParameters]>([
		['no agent chosen', agent({ __rl: true, mode: 'list', value: '' })],
		['no agent', agent(byId(''))],
		['no text', text('')],
	])('n8n itself refuses what the form shows as missing: %s', async (_, parameters) => {
		await expect(stage.run([ITEM], parameters)).rejects.toThrow(engine.missingField);
		expect(stage.emulator.requests).toEqual([]);
	});

	it('is told for the item it is about, and no other item is begun', async () => {
		const run = await stage.run([{ t: 'a' }, { t: '' }, { t: 'c' }], text('={{ $json.t }}'));
		expect(errorOf(run)).toMatchObject({
			message: expect.stringContaining("'Input Text' is empty") as string,
			context: { itemIndex: 1 },
		});
		expect(stage.emulator.requests).toEqual([]);
	});

	it('where the node goes on, only that item is left out', async () => {
		const run = await stage.run([{ t: 'a' }, { t: '' }, { t: 'c' }], text('={{ $json.t }}'), {
			onError: 'continueRegularOutput',
		});
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({ status: 'completed' }),
			{ error: expect.stringContaining("'Input Text' is empty") as string, details: {} },
			expect.objectContaining({ status: 'completed' }),
		]);
		expect(stage.emulator.jobs.map(({ input }) => input)).toEqual(['a', 'c']);
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
