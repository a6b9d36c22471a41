import fc from 'fast-check';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { WaitOptions } from '../../../nodes/AgentsCode/jobs/jobRoom';
import { toolWaitOptions } from '../../../nodes/AgentsCode/operations/common/jobOptions';
import { shorten } from '../../../nodes/AgentsCode/operations/common/shorten';
import {
	MAX_ANSWER_CHARS,
	toolAnswer,
} from '../../../nodes/AgentsCode/operations/common/toolAnswer';

const itemsOf = (...jsons: IDataObject[]): INodeExecutionData[] =>
	jsons.map((json, item) => ({ json, pairedItem: { item } }));

const job = (more: IDataObject): IDataObject => ({ agentId: 'a1', jobId: 'j1', ...more });
const answer = (...jsons: IDataObject[]) => toolAnswer(itemsOf(...jsons)).map(({ json }) => json);
const sizeOf = (items: INodeExecutionData[]) =>
	JSON.stringify(items.map(({ json }) => json)).length;

describe('a job', () => {
	it('has its result first, and nothing that only a workflow needs', () => {
		const [json] = answer(
			job({ status: 'completed', progress: 100, region: 'eu', result: { a: 1 } }),
		);
		expect(JSON.stringify(json)).toBe(
			'{"result":{"a":1},"status":"completed","jobId":"j1","agentId":"a1"}',
		);
	});

	it.each(['queued', 'active', 'resting'])('that is %s says how to ask again', (status) => {
		const [json] = answer(job({ status, progress: 40 }));
		expect(json).toEqual({
			jobId: 'j1',
			agentId: 'a1',
			status,
			hint: expect.stringMatching(/still running.*Do not start it again.*Get/) as string,
		});
	});

	it('that failed gives its reason', () => {
		const failed = job({ status: 'failed', errorMessage: 'no calendar', jobError: { x: 1 } });
		expect(answer(failed)).toEqual([
			{ errorMessage: 'no calendar', status: 'failed', jobId: 'j1', agentId: 'a1' },
		]);
	});

	it('with a huge result keeps status and IDs, and says that something was cut', () => {
		const [json] = answer(job({ status: 'completed', result: { text: 'x'.repeat(1e6), n: 7 } }));
		expect(json).toMatchObject({ status: 'completed', jobId: 'j1', agentId: 'a1' });
		expect(json.result).toMatchObject({
			text: expect.stringMatching(/^x+… \[\d+ more characters\]$/) as string,
			n: 7,
		});
		expect(json.note).toMatch(/^This answer is shortened: it had 1000\d\d\d characters/);
	});
});

it('leaves other answers as they are while they are small', () => {
	const items = itemsOf({ available: 1, used: 2 }, { id: 'r1', jobId: 'j1', status: 'failed' });
	expect(toolAnswer(items)).toEqual(items);
});

it('of many results tells how many were left out', () => {
	const runs = Array.from({ length: 1000 }, (_, n) => ({ id: `run-${n}`, text: 'x'.repeat(80) }));
	const json = answer(...runs);
	expect(json.slice(0, -1)).toEqual(runs.slice(0, json.length - 1));
	expect(json.at(-1)).toEqual({
		note: expect.stringContaining(`${1000 - (json.length - 1)} more results`) as string,
	});
});

it('never exceeds its size, changes no item, and is the same each time', () => {
	const anyJson = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 }));
	const big = fc.array(fc.string({ unit: 'binary', minLength: 500, maxLength: 4000 }), {
		maxLength: 20,
	});
	const jobs = fc
		.tuple(anyJson, big)
		.map(([result, texts]) =>
			job({ status: 'completed', result: { result, texts } } as IDataObject),
		);
	const output = fc.array(fc.oneof(anyJson as fc.Arbitrary<IDataObject>, jobs), {
		minLength: 1,
		maxLength: 6,
	});
	fc.assert(
		fc.property(output, fc.integer({ min: 1000, max: MAX_ANSWER_CHARS }), (jsons, maxChars) => {
			const items = itemsOf(...jsons);
			const before = JSON.stringify(items);
			const answers = toolAnswer(items, maxChars);
			expect(sizeOf(answers)).toBeLessThanOrEqual(maxChars);
			expect(JSON.stringify(items)).toBe(before);
			expect(toolAnswer(items, maxChars)).toEqual(answers);
			expect(answers.every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
		}),
		{ numRuns: 200 },
	);
});

describe('shorten', () => {
	it('leaves what fits', () => {
		expect(shorten({ a: [1, 'b', null] }, 200)).toEqual({ a: [1, 'b', null] });
	});

	it('keeps the beginning of a list, and says how much is missing', () => {
		const list = Array.from({ length: 1000 }, (_, n) => n);
		const cut = shorten(list, 500) as unknown[];
		expect(cut.slice(0, 3)).toEqual([0, 1, 2]);
		expect(cut.at(-1)).toBe(`[${1000 - (cut.length - 1)} more entries]`);
	});

	it('gives way in depth too', () => {
		let deep: unknown = 'end';
		for (let level = 0; level < 2000; level++) deep = { level, deep };
		expect(JSON.stringify(shorten(deep, 1000)).length).toBeLessThanOrEqual(1000);
	});

	it('does not break a character in two', () => {
		const cut = shorten('😀'.repeat(500), 301) as string;
		expect(cut).toMatch(/^\p{Emoji}+… \[\d+ more characters\]$/u);
	});
});

describe('how long a tool waits', () => {
	const options: WaitOptions = {
		timeoutSeconds: 600,
		onTimeout: 'error',
		onFailure: 'error',
		pollIntervalSeconds: 0,
	};
	it.each<[string, number, boolean, number, WaitOptions['onTimeout']]>([
		['longer than a model can', 600, false, 120, 'returnJob'],
		['longer than a model can, by choice', 600, true, 120, 'returnJob'],
		['as long as its author wants', 30, true, 30, 'error'],
		['up to a time-out that nobody thought about', 30, false, 30, 'returnJob'],
	])('%s', (_, timeoutSeconds, isChosen, expectedSeconds, onTimeout) => {
		expect(toolWaitOptions({ ...options, timeoutSeconds }, isChosen)).toEqual({
			...options,
			timeoutSeconds: expectedSeconds,
			onTimeout,
		});
	});
});
