import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { type Execution, itemsOf, nodeErrorOf } from '../../scripts/real-n8n';
import { useWorkbench } from './support/workbench';
import { AGENTSCODE, byId, NODE, oneNode } from './support/workflows';

const workbench = useWorkbench('Operation tests', { behaviour: { jobs: { durationMs: 300 } } });

async function run(parameters: INodeParameters, items?: IDataObject[]): Promise<Execution> {
	return await workbench().run(oneNode(parameters, workbench().credential, items));
}

async function outputOf(parameters: INodeParameters): Promise<IDataObject[]> {
	const execution = await run(parameters);
	expect(nodeErrorOf(execution, NODE)?.message).toBeUndefined();
	expect(execution.status).toBe('success');
	return itemsOf(execution, NODE);
}

describe('agent', () => {
	it('getAll lists active agents up to the limit', async () => {
		const active = workbench().emulator.agents.filter(({ status }) => status === 'ACTIVE');
		const all = await outputOf({
			resource: 'agent',
			operation: 'getAll',
			returnAll: true,
			filters: { status: 'active' },
		});
		expect(all.map(({ id }) => id)).toEqual(active.map(({ id }) => id));
		const two = await outputOf({ resource: 'agent', operation: 'getAll', limit: 2 });
		expect(two).toHaveLength(2);
	});

	it('get gives one agent with its price', async () => {
		const parameters = { resource: 'agent', operation: 'get', agentId: byId('event-scheduler') };
		expect(await outputOf(parameters)).toEqual([
			expect.objectContaining({ id: 'event-scheduler', credits: 5, status: 'ACTIVE' }),
		]);
	});

	it.each<[string, INodeParameters, unknown]>([
		[
			'fields',
			{
				inputFields: {
					assignments: [
						{ id: '1', name: 'customer.name', value: '={{ "Ada " + "L." }}', type: 'string' },
						{ id: '2', name: 'customer.age', value: 36, type: 'number' },
					],
				},
			},
			{ customer: { name: 'Ada L.', age: 36 } },
		],
		['json', { inputJson: '{"url":"https://example.com"}' }, { url: 'https://example.com' }],
		['text', { inputText: 'Book a table' }, 'Book a table'],
	])('run sends the input of mode %p and waits for the result', async (inputMode, input, sent) => {
		const [item] = await outputOf({
			resource: 'agent',
			operation: 'run',
			agentId: byId('event-scheduler'),
			inputMode,
			...input,
		});
		const [job] = workbench().emulator.jobs;
		expect(job.input).toEqual(sent);
		expect(item).toMatchObject({
			agentId: 'event-scheduler',
			jobId: job.jobId,
			status: 'completed',
			result: expect.objectContaining({ summary: expect.any(String) }),
		});
		expect(workbench().emulator.count('startJob')).toBe(1);
	});

	it('run without waiting gives the job as it was started', async () => {
		const [item] = await outputOf({
			resource: 'agent',
			operation: 'run',
			agentId: byId('event-scheduler'),
			inputMode: 'text',
			inputText: 'Book a table',
			waitForCompletion: false,
		});
		const [job] = workbench().emulator.jobs;
		expect(item).toEqual({ agentId: 'event-scheduler', jobId: job.jobId, status: 'queued' });
		expect(workbench().emulator.count('getJob')).toBe(0);
	});
});

describe('job', () => {
	const parametersOf = (operation: string, jobId: string): INodeParameters => ({
		resource: 'job',
		operation,
		agentId: byId('event-scheduler'),
		jobId,
	});

	it('get tells the present state', async () => {
		const { emulator } = workbench();
		emulator.behaviour.jobs.durationMs = Infinity;
		const { jobId } = emulator.startJob('event-scheduler');
		const [item] = await outputOf(parametersOf('get', jobId));
		expect(item).toMatchObject({ agentId: 'event-scheduler', jobId, status: 'active' });
	});

	it('wait ends with the result', async () => {
		const { jobId } = workbench().emulator.startJob('event-scheduler');
		const [item] = await outputOf(parametersOf('wait', jobId));
		expect(item).toMatchObject({ jobId, status: 'completed', result: expect.any(Object) });
	});
});

describe('credit', () => {
	it('getBalance', async () => {
		const { available, used } = workbench().emulator.credits;
		expect(await outputOf({ resource: 'credit', operation: 'getBalance' })).toEqual([
			{ available, used },
		]);
	});

	it('getHistory follows the pages and filters', async () => {
		const ids = workbench().emulator.seedHistory(120);
		const all = await outputOf({ resource: 'credit', operation: 'getHistory', returnAll: true });
		expect(all.map(({ id }) => id).sort()).toEqual([...ids].sort());
		const failed = await outputOf({
			resource: 'credit',
			operation: 'getHistory',
			limit: 3,
			filters: { statuses: ['failed'] },
		});
		expect(failed.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
	});
});

describe('before the first run', () => {
	it.each([
		['agent', 'run', 'jobId'],
		['job', 'wait', 'result'],
		['credit', 'getUsageReport', 'averageDurationSeconds'],
	])('n8n serves the output preview of %s %s', async (resource, operation, field) => {
		const { url } = workbench().session;
		const preview = `${url}/schemas/${AGENTSCODE}/1.0.0/${resource}/${operation}.json`;
		const answer = await fetch(preview, { signal: AbortSignal.timeout(10_000) });
		expect([preview, answer.status]).toEqual([preview, 200]);
		const { properties } = (await answer.json()) as { properties: IDataObject };
		expect(properties).toHaveProperty(field);
	});
});

describe('what a user sees when it does not work', () => {
	it.each<[string, INodeParameters, RegExp]>([
		['broken JSON', { inputMode: 'json', inputJson: '{"url": ' }, /'Input JSON'/],
		[
			'a list as JSON',
			{ inputMode: 'json', inputJson: '[1, 2]' },
			/'Input JSON' must be an object/,
		],
		['empty text', { inputMode: 'text', inputText: '  ' }, /'Input Text' is empty/],
		['a path as an ID', { agentId: byId('../credits') }, /can't be the ID of an agent/],
	])('%s is told before any request', async (_, change, words) => {
		const execution = await run({
			resource: 'agent',
			operation: 'run',
			agentId: byId('event-scheduler'),
			inputMode: 'text',
			inputText: 'Book a table',
			...change,
		});
		expect(execution.status).toBe('error');
		expect(nodeErrorOf(execution, NODE)?.message).toMatch(words);
		expect(workbench().emulator.count()).toBe(0);
	});

	it('a job that failed is told with its reason and ID, and the key is nowhere', async () => {
		const { emulator } = workbench();
		emulator.behaviour.jobs.outcome = 'failed';
		emulator.behaviour.jobs.reason = 'calendar not connected';
		const execution = await run({
			resource: 'agent',
			operation: 'run',
			agentId: byId('event-scheduler'),
			inputMode: 'text',
			inputText: 'Book a table',
		});
		expect(execution.status).toBe('error');
		const { message } = nodeErrorOf(execution, NODE) ?? {};
		expect(message).toContain('calendar not connected');
		expect(message).toContain(emulator.jobs[0].jobId);
		expect(execution.raw).not.toContain(emulator.apiKey);
	});
});
