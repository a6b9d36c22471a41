import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { engine } from './engine';
import { errorOf, jsonOf } from './harness';
import { fields, ITEM, runWith, text } from './inputForms';
import { byId, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 30 } });

const json = (inputJson: unknown) => runWith({ inputMode: 'json', inputJson: inputJson as string });
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
		expect(message?.replace('one of error,', '')).not.toMatch(
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

	it('is not taken by n8n for a stop, whatever word the value has', async () => {
		const run = await stage.run([{}], { ...text('a'), waitForCompletion: 'canceled' });
		expect(errorOf(run)?.message).toContain('must be true or false, but it is "cancelled"');
		expect(run.status).not.toBe('canceled');
	});

	it('where the node goes on, only that item is left out', async () => {
		const run = await stage.run([{ t: 'a' }, { t: '' }, { t: 'c' }], text('={{ $json.t }}'), {
			onError: 'continueRegularOutput',
		});
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({ status: 'completed' }),
			{
				error: expect.stringContaining("'Input Text' is empty") as string,
				details: { agentId: 'event-scheduler' },
			},
			expect.objectContaining({ status: 'completed' }),
		]);
		expect(stage.emulator.jobs.map(({ input }) => input)).toEqual(['a', 'c']);
	});
});
