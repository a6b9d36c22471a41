import type { INodeParameters } from 'n8n-workflow';
import { errorOf, jsonOf } from './harness';
import { call } from './modelCalls';
import { EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 100 } });

async function ask(query: object, parameters: INodeParameters) {
	return await call(stage, { agentId: EVENT_SCHEDULER, ...parameters }, query);
}

const asJson = { inputMode: 'json', inputJson: '={{ $json.query.input }}' };
const asText = { inputMode: 'text', inputText: '={{ $json.query.input }}' };

describe('the input', () => {
	it.each<[string, INodeParameters, unknown, unknown]>([
		['an object where JSON is asked for', asJson, { task: 1 }, { task: 1 }],
		['JSON in a text', asJson, '{"task":1}', { task: 1 }],
		['plain words where JSON is asked for', asJson, 'Book a table', 'Book a table'],
		['an object where text is asked for', asText, { task: 1 }, '{"task":1}'],
		['plain words', asText, 'Book a table', 'Book a table'],
	])('%s', async (_, parameters, input, sent) => {
		const run = await ask({ input }, parameters);
		expect(errorOf(run)).toBeUndefined();
		expect(stage.emulator.jobs.map((job) => job.input)).toEqual([sent]);
		expect(Object.keys(jsonOf(run)[0])[0]).toBe('result');
	});

	it.each([
		['{"task": ', /not valid JSON/],
		['[1, 2]', /must be an object/],
	])('that is broken is told before anything is paid: %s', async (input, words) => {
		const run = await ask({ input }, asJson);
		expect(errorOf(run)?.message).toMatch(words);
		expect(stage.emulator.count()).toBe(0);
	});
});

it('a job that outlasts the wait can be asked for again, and is not paid twice', async () => {
	stage.emulator.behave({ jobs: { durationMs: 1500 } });
	const run = await ask({ input: 'x' }, { ...asText, options: { timeoutSeconds: 1 } });
	const [{ jobId, agentId, status, hint }] = jsonOf(run);
	expect([agentId, status]).toEqual(['event-scheduler', expect.stringMatching(/queued|active/)]);
	expect(hint).toMatch(/Get/);
	const later = await ask(
		{ jobId },
		{
			resource: 'job',
			operation: 'wait',
			jobId: '={{ $json.query.jobId }}',
		},
	);
	expect(jsonOf(later)[0]).toMatchObject({ status: 'completed', jobId });
	expect(stage.emulator.jobs).toHaveLength(1);
});

it('a failed job tells its reason in the message, which is all that a model gets', async () => {
	stage.emulator.behave({ jobs: { outcome: 'failed', reason: 'calendar not connected' } });
	const run = await ask({ input: 'x' }, asText);
	expect(errorOf(run)?.message).toContain('calendar not connected');
});

it('a long list is bounded', async () => {
	stage.emulator.seedHistory(1000);
	const run = await ask({}, { resource: 'credit', operation: 'getHistory', limit: 1000 });
	const json = jsonOf(run);
	expect(JSON.stringify(json).length).toBeLessThan(20_000);
	expect(json.at(-1)).toEqual({ note: expect.stringMatching(/more results/) as string });
});

it('a workflow gets all of it', async () => {
	stage.emulator.seedHistory(1000);
	const parameters = { resource: 'credit', operation: 'getHistory', limit: 1000 };
	expect(jsonOf(await stage.run([{}], parameters))).toHaveLength(1000);
});
