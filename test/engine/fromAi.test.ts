import { errorOf } from './harness';
import { answersTo, call, fromAI } from './modelCalls';
import { byId, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 50 } });

const GET_MANY = {
	resource: 'agent',
	operation: 'getAll',
	limit: fromAI('limit', 'number'),
	filters: { search: fromAI('search'), status: fromAI('status') },
};

describe('agent → getAll', () => {
	it.each<[object, string[]]>([
		[{ search: 'invoice', status: 'active', limit: 10 }, ['invoice-reader']],
		[{ search: '', status: 'inactive', limit: 10 }, ['legacy-translator']],
		[{ search: 'LEGACY', status: 'Any', limit: '10' }, ['legacy-translator']],
	])('%j', async (args, ids) => {
		expect((await answersTo(stage, GET_MANY, args)).map(({ id }) => id)).toEqual(ids);
	});

	it('a limit cuts, an empty search finds every agent', async () => {
		expect(await answersTo(stage, GET_MANY, { search: '', status: 'any', limit: 2 })).toHaveLength(
			2,
		);
	});

	it('a status that does not exist is told, instead of letting every agent pass', async () => {
		const run = await call(stage, GET_MANY, { search: '', status: 'sleeping', limit: 5 });
		expect(errorOf(run)?.message).toBe(
			`'Status' must be one of active, any, inactive, but it is "sleeping"`,
		);
	});
});

const HISTORY = {
	resource: 'credit',
	operation: 'getHistory',
	limit: fromAI('limit', 'number'),
	filters: {
		agentId: fromAI('agent'),
		statuses: fromAI('statuses'),
		startedAfter: fromAI('after'),
		startedBefore: fromAI('before'),
	},
};
const EVERYTHING = { agent: '', statuses: '', after: '', before: '', limit: 50 };
const at = (day: number) => `2026-05-0${day}T12:00:00.000Z`;

describe('credit → getHistory', () => {
	beforeEach(() => {
		const row = (id: string, agent: string, status: string, day: number) => ({
			id,
			agent,
			status,
			startedAt: at(day),
			completedAt: at(day),
			creditsUsed: 1,
		});
		stage.emulator.seedHistory([
			row('r1', 'event-scheduler', 'completed', 1),
			row('r2', 'invoice-reader', 'failed', 2),
			row('r3', 'event-scheduler', 'cancelled', 3),
		] as never);
	});

	it.each<[object, string[]]>([
		[{}, ['r1', 'r2', 'r3']],
		[{ agent: 'event-scheduler' }, ['r1', 'r3']],
		[{ agent: 'Invoice Reader' }, ['r2']],
		[{ statuses: 'failed' }, ['r2']],
		[{ statuses: 'failed, Cancelled' }, ['r2', 'r3']],
		[{ statuses: ['completed', 'failed'] }, ['r1', 'r2']],
		[{ after: '2026-05-02' }, ['r2', 'r3']],
		[{ before: at(2) }, ['r1', 'r2']],
		[{ after: at(2), before: at(2) }, ['r2']],
	])('%j', async (args, ids) => {
		const rows = await answersTo(stage, HISTORY, { ...EVERYTHING, ...args });
		expect(rows.map(({ id }) => id).sort()).toEqual(ids);
	});

	it.each([
		[{ statuses: 'sleeping' }, `'Statuses' does not know "sleeping"`],
		[{ after: 'soon' }, `'Started After' is not a date: soon`],
	])('%j: %s', async (args, message) => {
		expect(errorOf(await call(stage, HISTORY, { ...EVERYTHING, ...args }))?.message).toBe(message);
	});
});

describe('the rest of the fields', () => {
	it('agent → get', async () => {
		const parameters = { resource: 'agent', operation: 'get', agentId: byId(fromAI('agent')) };
		const [agent] = await answersTo(stage, parameters, { agent: 'invoice-reader' });
		expect(agent).toMatchObject({ id: 'invoice-reader', credits: 2 });
	});

	it('agent → run: every option that a tool has', async () => {
		const parameters = {
			resource: 'agent',
			operation: 'run',
			agentId: EVENT_SCHEDULER,
			inputMode: 'text',
			inputText: fromAI('task'),
			waitForCompletion: fromAI('wait', 'boolean'),
			options: {
				checkCredits: fromAI('check', 'boolean'),
				contextData: fromAI('context'),
				onFailure: fromAI('onFailure'),
				onTimeout: fromAI('onTimeout'),
				timeoutSeconds: fromAI('patience', 'number'),
			},
		};
		stage.emulator.behave({ jobs: { outcome: 'failed', reason: 'calendar not connected' } });
		const args = { task: 'Book', wait: true, check: true, context: 'vip', patience: 20 };
		const [answer] = await answersTo(stage, parameters, {
			...args,
			onFailure: 'returnJob',
			onTimeout: 'returnJob',
		});
		expect(answer).toMatchObject({ status: 'failed', errorMessage: 'calendar not connected' });
		expect(stage.emulator.jobs).toEqual([
			expect.objectContaining({ input: 'Book', contextData: 'vip' }),
		]);
		expect(stage.emulator.count('getBalance')).toBe(1);
	});

	it('job → wait', async () => {
		const { jobId } = stage.emulator.startJob('event-scheduler');
		const parameters = {
			resource: 'job',
			operation: 'wait',
			agentId: byId(fromAI('agentId')),
			jobId: fromAI('jobId'),
			options: { timeoutSeconds: fromAI('patience', 'number') },
		};
		const args = { agentId: 'event-scheduler', jobId, patience: '20' };
		expect(await answersTo(stage, parameters, args)).toEqual([
			expect.objectContaining({ jobId, status: 'completed' }),
		]);
	});
});
