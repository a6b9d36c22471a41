import { itemsOf } from '../../scripts/real-n8n';
import { AGENT, fromAI, once } from './support/agentWithTool';
import type { Move } from './support/chatModel';
import { ENDS_WITH_TOOL, useConversation } from './support/toolConversation';
import { byId } from './support/workflows';

const { emulator, toolAnswers, converse, converseAbout } = useConversation('AI tool tests');

const RUN = { resource: 'agent', operation: 'run', agentId: byId('event-scheduler') };
const AS_JSON = { ...RUN, inputMode: 'json', inputJson: fromAI('input', 'json') };

describe("as a tool of n8n's AI Agent", () => {
	it('runs an agent that the model chose, with every field from the model', async () => {
		const parameters = {
			...RUN,
			agentId: byId(fromAI('agent')),
			inputMode: 'fields',
			inputFields: {
				assignments: [
					{ id: '1', name: 'task', type: 'string', value: fromAI('task') },
					{ id: '2', name: 'seats', type: 'number', value: fromAI('seats', 'number') },
				],
			},
			waitForCompletion: fromAI('wait', 'boolean'),
			options: {
				contextData: fromAI('context'),
				timeoutSeconds: fromAI('patience', 'number'),
			},
		};
		const call = {
			agent: 'invoice-reader',
			task: 'Book a table',
			seats: 4,
			wait: true,
			context: 'vip',
			patience: 30,
		};
		const execution = await converse(parameters, once(call));
		expect(itemsOf(execution, AGENT)).toEqual([{ output: 'Done' }]);
		expect(emulator().jobs).toEqual([
			expect.objectContaining({
				agentId: 'invoice-reader',
				input: { task: 'Book a table', seats: 4 },
				contextData: 'vip',
			}),
		]);
		const [answer] = toolAnswers();
		expect(answer).toMatch(/^\[\{"result":\{/);
		expect(answer).not.toContain('progress');
	});

	it.each<[string, unknown, unknown]>([
		['an object', { task: 'Book' }, { task: 'Book' }],
		['JSON in a text', '{"task":"Book"}', { task: 'Book' }],
	])('takes %s where JSON is asked for', async (_, input, sent) => {
		await converse(AS_JSON, once({ input }));
		expect(emulator().jobs.map((job) => job.input)).toEqual([sent]);
	});

	it('takes plain words where JSON is asked for', async () => {
		const parameters = { ...AS_JSON, inputJson: fromAI('input') };
		await converse(parameters, once({ input: 'Book a table' }));
		expect(emulator().jobs.map((job) => job.input)).toEqual(['Book a table']);
	});

	it('tells the model why a job failed', async () => {
		emulator().behave({
			jobs: { outcome: 'failed', reason: 'calendar not connected' },
		});
		await converseAbout('calendar not connected', AS_JSON, once({ input: { task: 'Book' } }));
	});

	it('tells the model what its input lacks, so that it can ask better', async () => {
		const parameters = { ...AS_JSON, inputJson: fromAI('input') };
		const next = (answers: string[]): Move =>
			answers.length === 0
				? { call: { input: '{"task": ' } }
				: answers.length === 1
					? { call: { input: '{"task": 1}' } }
					: { say: 'Done' };
		await converseAbout("'Input JSON' is not valid JSON", parameters, next);
		expect(emulator().jobs).toHaveLength(ENDS_WITH_TOOL ? 0 : 1);
		if (ENDS_WITH_TOOL) return;
		expect(toolAnswers()[1]).toContain('"status":"completed"');
	});

	it('a job that outlasts the wait is told with its ID, and asked for again', async () => {
		emulator().behave({ jobs: { durationMs: 60_000 } });
		await converse(
			{ ...AS_JSON, options: { timeoutSeconds: 1 } },
			once({ input: { task: 'Book' } }),
		);
		const { jobId } = emulator().jobs[0];
		const [told] = JSON.parse(toolAnswers()[0]) as object[];
		expect(told).toEqual({
			jobId,
			agentId: 'event-scheduler',
			status: expect.stringMatching(/queued|active/) as string,
			hint: expect.stringContaining('operation Get of the resource Job') as string,
		});
		await converse(
			{
				resource: 'job',
				operation: 'get',
				agentId: byId(fromAI('agentId')),
				jobId: fromAI('jobId'),
			},
			once(told),
		);
		expect(toolAnswers()[0]).toContain(jobId);
		expect(emulator().jobs).toHaveLength(1);
	});

	it('a huge result is cut to what a model can read', async () => {
		emulator().behave({ jobs: { result: { text: 'word '.repeat(100_000) } } });
		await converse(AS_JSON, once({ input: { task: 'Book' } }));
		const [answer] = toolAnswers();
		expect(answer.length).toBeLessThanOrEqual(20_000);
		expect(answer).toContain('This answer is shortened');
		expect(answer).toContain('"status":"completed"');
	});
});
