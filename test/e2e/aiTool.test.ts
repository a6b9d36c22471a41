import type { INodeParameters } from 'n8n-workflow';

import { process } from '../../scripts/platform';
import {
	createCredential,
	type CredentialReference,
	deleteCredential,
	type Execution,
	itemsOf,
	type WorkflowFile,
} from '../../scripts/real-n8n';
import { type ChatModel, type Move, openChatModel } from './support/chatModel';
import { useWorkbench } from './support/workbench';
import { AGENTSCODE, byId, chain, node, START } from './support/workflows';

const workbench = useWorkbench('AI tool tests', { behaviour: { jobs: { durationMs: 300 } } });

let model: ChatModel;
let modelCredential: CredentialReference;

beforeAll(async () => {
	model = await openChatModel();
	modelCredential = await createCredential(
		workbench().session,
		'openAiApi',
		{ apiKey: 'stand-in', url: model.url },
		'Stand-in model',
	);
});
afterAll(async () => {
	await deleteCredential(workbench().session, modelCredential.id);
	await model.close();
});

const AGENT = 'AI Agent';
const MODEL = 'Model';
const TOOL = 'AgentsCode';

/** Start → AI Agent, with the stand-in as its model and the node as its only tool. */
function workflow(parameters: INodeParameters): WorkflowFile {
	const parts = {
		[MODEL]: [[{ node: AGENT, type: 'ai_languageModel' as const, index: 0 }]],
		[TOOL]: [[{ node: AGENT, type: 'ai_tool' as const, index: 0 }]],
	};
	return {
		name: 'AI agent with a tool',
		// As the editor saves it; in n8n's former order an agent goes on before its tool has answered.
		settings: { executionOrder: 'v1' },
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', {}),
			node(
				AGENT,
				'@n8n/n8n-nodes-langchain.agent',
				{ promptType: 'define', text: 'Do it', options: {} },
				{ typeVersion: 3 },
			),
			node(
				MODEL,
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				{ model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
				{ typeVersion: 1.2, credentials: { openAiApi: modelCredential } },
			),
			node(TOOL, `${AGENTSCODE}Tool`, parameters, {
				credentials: { agentsCodeApi: workbench().credential },
			}),
		],
		connections: {
			...chain(START, AGENT),
			[MODEL]: { ai_languageModel: parts[MODEL] },
			[TOOL]: { ai_tool: parts[TOOL] },
		},
	};
}

/** These n8n end the execution with what a tool throws; newer ones tell the model. */
const ENDS_WITH_TOOL = ['1.123.81', '2.8.4'].includes(process.env.AGENTSCODE_N8N_VERSION ?? '');

async function converse(
	parameters: INodeParameters,
	next: (toolAnswers: string[]) => Move,
): Promise<Execution> {
	model.play(next);
	const execution = await workbench().run(workflow(parameters));
	expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);
	return execution;
}

/** The same, where the tool has something to say that keeps it from an answer. */
async function converseAbout(
	words: string,
	parameters: INodeParameters,
	next: (toolAnswers: string[]) => Move,
): Promise<void> {
	if (!ENDS_WITH_TOOL) {
		await converse(parameters, next);
		return expect(model.toolAnswers()[0]).toContain(words);
	}
	model.play(next);
	const { status, error } = await workbench().run(workflow(parameters));
	expect({ status, words: error?.message }).toEqual({
		status: 'error',
		words: expect.stringContaining(words) as string,
	});
}

/** One call of the tool, then the end. */
const once =
	(call: object) =>
	(answers: string[]): Move =>
		answers.length === 0 ? { call } : { say: 'Done' };

const fromAI = (name: string, type = 'string') => `={{ $fromAI('${name}', '', '${type}') }}`;

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
		expect(workbench().emulator.jobs).toEqual([
			expect.objectContaining({
				agentId: 'invoice-reader',
				input: { task: 'Book a table', seats: 4 },
				contextData: 'vip',
			}),
		]);
		const [answer] = model.toolAnswers();
		expect(answer).toMatch(/^\[\{"result":\{/);
		expect(answer).not.toContain('progress');
	});

	it.each<[string, unknown, unknown]>([
		['an object', { task: 'Book' }, { task: 'Book' }],
		['JSON in a text', '{"task":"Book"}', { task: 'Book' }],
	])('takes %s where JSON is asked for', async (_, input, sent) => {
		await converse(AS_JSON, once({ input }));
		expect(workbench().emulator.jobs.map((job) => job.input)).toEqual([sent]);
	});

	it('takes plain words where JSON is asked for', async () => {
		const parameters = { ...AS_JSON, inputJson: fromAI('input') };
		await converse(parameters, once({ input: 'Book a table' }));
		expect(workbench().emulator.jobs.map((job) => job.input)).toEqual(['Book a table']);
	});

	it('tells the model why a job failed', async () => {
		workbench().emulator.behave({
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
		expect(workbench().emulator.jobs).toHaveLength(ENDS_WITH_TOOL ? 0 : 1);
		if (ENDS_WITH_TOOL) return;
		expect(model.toolAnswers()[1]).toContain('"status":"completed"');
	});

	it('a job that outlasts the wait is told with its ID, and asked for again', async () => {
		workbench().emulator.behave({ jobs: { durationMs: 60_000 } });
		await converse(
			{ ...AS_JSON, options: { timeoutSeconds: 1 } },
			once({ input: { task: 'Book' } }),
		);
		const { jobId } = workbench().emulator.jobs[0];
		const [told] = JSON.parse(model.toolAnswers()[0]) as object[];
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
		expect(model.toolAnswers()[0]).toContain(jobId);
		expect(workbench().emulator.jobs).toHaveLength(1);
	});

	it('a huge result is cut to what a model can read', async () => {
		workbench().emulator.behave({ jobs: { result: { text: 'word '.repeat(100_000) } } });
		await converse(AS_JSON, once({ input: { task: 'Book' } }));
		const [answer] = model.toolAnswers();
		expect(answer.length).toBeLessThanOrEqual(20_000);
		expect(answer).toContain('This answer is shortened');
		expect(answer).toContain('"status":"completed"');
	});

	it('filters the history by what the model says', async () => {
		workbench().emulator.seedHistory(20);
		const parameters = {
			resource: 'credit',
			operation: 'getHistory',
			limit: fromAI('limit', 'number'),
			filters: {
				agentId: fromAI('agent'),
				statuses: fromAI('statuses'),
				startedAfter: fromAI('after'),
			},
		};
		const call = { agent: 'event-scheduler', statuses: 'completed', after: '2020-01-01', limit: 2 };
		await converse(parameters, once(call));
		const rows = JSON.parse(model.toolAnswers()[0]) as Array<{ agent: string; status: string }>;
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.length).toBeLessThanOrEqual(2);
		for (const { agent, status } of rows) {
			expect([agent, status]).toEqual(['event-scheduler', 'completed']);
		}
	});

	it('makes the report that the model asks for', async () => {
		workbench().emulator.seedHistory(20);
		const parameters = {
			resource: 'credit',
			operation: 'getUsageReport',
			period: fromAI('period'),
			groupBy: fromAI('groupBy'),
			format: fromAI('format'),
		};
		await converse(
			parameters,
			once({ period: 'last30Days', groupBy: 'status', format: 'markdown' }),
		);
		expect(model.toolAnswers()[0]).toContain('*AgentsCode usage report*');
	});
});
