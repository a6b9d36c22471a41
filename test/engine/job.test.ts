import type { INodeParameters } from 'n8n-workflow';
import type { BehaviourChange, FaultKind } from '../emulator';
import { errorOf, jsonOf, outputOf } from './harness';
import { byId, EAGER, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 150 } });

const job = (operation: 'get' | 'wait', more: INodeParameters = {}): INodeParameters => ({
	resource: 'job',
	operation,
	agentId: EVENT_SCHEDULER,
	jobId: '={{ $json.jobId }}',
	...(operation === 'wait' ? { options: EAGER } : {}),
	...more,
});

/** A job that another client, or an earlier execution, has started. */
function started(input: object = {}, agentId = 'event-scheduler') {
	const { jobId } = stage.emulator.startJob(agentId, input);
	return { jobId };
}

const ENDED = Date.now() - 60_000;

function ended(outcome: 'completed' | 'failed' | 'cancelled') {
	stage.emulator.behaviour.jobs.outcome = outcome;
	const { jobId } = stage.emulator.startJob('event-scheduler', {}, { startedAtMs: ENDED });
	return { jobId };
}

describe('Job → Get', () => {
	it('gives the job as it is, running or not', async () => {
		const running = started({ emulate: { durationMs: 60_000 } });
		const done = ended('completed');
		const run = await stage.run([running, done], job('get'));
		expect(outputOf(run)[0]).toEqual([
			{
				json: {
					agentId: 'event-scheduler',
					...running,
					status: expect.stringMatching(/queued|active/) as string,
					progress: expect.any(Number) as number,
				},
				pairedItem: { item: 0 },
			},
			{
				json: {
					agentId: 'event-scheduler',
					...done,
					status: 'completed',
					progress: 100,
					result: expect.objectContaining({ summary: expect.any(String) as string }) as object,
				},
				pairedItem: { item: 1 },
			},
		]);
		expect(stage.emulator.count()).toBe(2);
	});

	it.each<BehaviourChange['jobs'] & object>([
		{ reasonIn: 'error' },
		{ reasonIn: 'error.message' },
		{ reasonIn: 'message' },
		{ reasonIn: 'result.error' },
		{ reasonIn: 'result.error.message' },
	])('a failed job is an item like any other, with its reason: %j', async (jobs) => {
		stage.emulator.behave({ jobs: { ...jobs, reason: 'Page <b>not</b> reachable' } });
		const run = await stage.run([ended('failed')], job('get'));
		const [json] = jsonOf(run);
		expect(json).toMatchObject({ status: 'failed', errorMessage: 'Page not reachable' });
		expect(json).not.toHaveProperty('error');
	});

	it('a cancelled job that gives no reason says so', async () => {
		stage.emulator.behave({ jobs: { reasonIn: 'nowhere' } });
		const [json] = jsonOf(await stage.run([ended('cancelled')], job('get')));
		expect(json).toMatchObject({ status: 'cancelled', errorMessage: 'no reason given' });
	});

	it('keeps what the service calls error under another name, as it is', async () => {
		stage.emulator.behave({ jobs: { reasonIn: 'error.message', reason: 'why' } });
		const [json] = jsonOf(await stage.run([ended('failed')], job('get')));
		expect(json.jobError).toEqual({ message: 'why' });
	});

	it('keeps unknown fields, and states the reference does not name', async () => {
		stage.emulator.behave({ extraFields: true, jobs: { statusWords: { active: 'thinking' } } });
		const item = started({ emulate: { queuedMs: 0, durationMs: 60_000 } });
		const [json] = jsonOf(await stage.run([item], job('get')));
		expect(json).toMatchObject({ status: 'thinking', region: 'eu-central' });
	});

	it('says which job of which agent is not known', async () => {
		const run = await stage.run([{ jobId: 'no-such-job' }], job('get'));
		expect(errorOf(run)).toMatchObject({
			message:
				'Could not get the job "no-such-job" of agent "event-scheduler": AgentsCode does not know it (HTTP 404)',
			description: expect.stringContaining('Check the IDs') as string,
		});
		expect(stage.emulator.count('getJob')).toBe(1);
	});

	it('sends what fails to the error output, with agent, job and status', async () => {
		const good = ended('completed');
		const run = await stage.run([{ jobId: 'gone' }, good], job('get'), {
			onError: 'continueErrorOutput',
		});
		expect(jsonOf(run)).toEqual([expect.objectContaining({ ...good, status: 'completed' })]);
		expect(outputOf(run)[1]).toEqual([
			{
				// The engine adds the fields of the input item to what the node gives.
				json: {
					jobId: 'gone',
					error: expect.stringContaining('"gone"') as string,
					details: { agentId: 'event-scheduler', jobId: 'gone', httpStatus: 404 },
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('has no status in the details where no answer came', async () => {
		stage.emulator.fault({ times: Infinity, kind: 'reset' });
		const run = await stage.run([{ jobId: 'j' }], job('get'), { onError: 'continueErrorOutput' });
		expect(jsonOf(run, 'AgentsCode', 1)).toEqual([
			{
				jobId: 'j',
				error: expect.stringContaining('the connection was cut') as string,
				details: { agentId: 'event-scheduler', jobId: 'j' },
			},
		]);
	});

	it.each<[string, FaultKind]>([
		['a server that is down for a moment', { kind: 'status', status: 502, form: 'html' }],
		['a connection that breaks', { kind: 'resetMidBody' }],
		['half an answer', { kind: 'truncated' }],
		['an answer of another type', { kind: 'wrongType' }],
	])('bridges %s', async (_, fault) => {
		stage.emulator.fault(fault);
		const run = await stage.run([ended('completed')], job('get'));
		expect(jsonOf(run)).toEqual([expect.objectContaining({ status: 'completed' })]);
		expect(stage.emulator.count('getJob')).toBe(2);
	});

	it.each(['get', 'wait'] as const)('%s refuses bad IDs before any request', async (operation) => {
		for (const [jobId, words] of [
			['', /The Job ID is empty/],
			['../x', /"\.\.\/x" can't be the ID of a job/],
			['..', /can't be the ID of a job/],
			['.', /can't be the ID of a job/],
			['a/b', /can't be the ID of a job/],
			[null, /The Job ID is empty/],
			[undefined, /The Job ID is empty/],
			[{ a: 1 }, /The Job ID/],
			['x'.repeat(10_000), /longer than 500 characters/],
		] as Array<[string, RegExp]>) {
			const run = await stage.run([{ jobId }], job(operation));
			expect(errorOf(run)?.message).toMatch(words);
			expect(errorOf(run)?.message).not.toMatch(/\[object|undefined/);
		}
		const run = await stage.run([{ jobId: 'j' }], job(operation, { agentId: byId('../x') }));
		expect(errorOf(run)?.message).toContain("can't be the ID of an agent");
		expect(stage.emulator.requests).toEqual([]);
	});

	it('takes a number for an ID', async () => {
		const run = await stage.run([{ jobId: 4711 }], job('get'));
		expect(errorOf(run)?.message).toContain('job "4711"');
		expect(stage.emulator.requests[0].path).toBe('/v1/agents/event-scheduler/4711');
	});
});

describe('Job → Wait for Completion', () => {
	it('waits until the job is done and starts nothing', async () => {
		const item = started({ topic: 'tides' });
		const run = await stage.run([item], job('wait'));
		expect(outputOf(run)[0]).toEqual([
			{
				json: expect.objectContaining({
					agentId: 'event-scheduler',
					...item,
					status: 'completed',
					result: expect.objectContaining({ input: { topic: 'tides' } }) as object,
				}) as object,
				pairedItem: { item: 0 },
			},
		]);
		expect(stage.emulator.count('startJob')).toBe(0);
	});

	it('gives a job that has ended after one look', async () => {
		await stage.run([ended('completed')], job('wait', { options: {} }));
		expect(stage.emulator.count()).toBe(1);
	});

	it('waits for many at once, in input order, each paired with its item', async () => {
		const items = [500, 50, 300, 20, 200].map((durationMs) => started({ emulate: { durationMs } }));
		const run = await stage.run(items, job('wait'));
		expect(jsonOf(run).map(({ jobId }) => jobId)).toEqual(items.map(({ jobId }) => jobId));
		expect(outputOf(run)[0].map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
	});

	it('looks at no more jobs at once than it may', async () => {
		const items = Array.from({ length: 6 }, () => started());
		await stage.run(items, job('wait', { options: { ...EAGER, maxConcurrentJobs: 2 } }));
		const ends = new Map<string | undefined, number>();
		const begins = new Map<string | undefined, number>();
		stage.emulator.requests.forEach(({ jobId }, index) => {
			ends.set(jobId, index);
			if (!begins.has(jobId)) begins.set(jobId, index);
		});
		const atOnce = stage.emulator.requests.map(
			(_, at) =>
				items.filter(({ jobId }) => (begins.get(jobId) ?? 0) <= at && at <= (ends.get(jobId) ?? 0))
					.length,
		);
		expect(Math.max(...atOnce)).toBeLessThanOrEqual(2);
	});

	it.each([
		['failed', 'failed: The page is gone'],
		['cancelled', 'was cancelled: The page is gone'],
	] as const)('a job that %s is told as such, with its ID', async (outcome, words) => {
		stage.emulator.behave({ jobs: { reason: 'The page is gone' } });
		const item = ended(outcome);
		const run = await stage.run([item], job('wait'));
		expect(errorOf(run)?.message).toBe(
			`The job "${item.jobId}" of agent "event-scheduler" ${words}`,
		);
	});

	it.each(['failed', 'cancelled'] as const)('or passed on, if wanted: %s', async (outcome) => {
		const item = ended(outcome);
		const options = { ...EAGER, onFailure: 'returnJob' };
		const run = await stage.run([item], job('wait', { options }));
		expect(errorOf(run)).toBeUndefined();
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({
				...item,
				status: outcome,
				errorMessage: expect.any(String) as string,
			}),
		]);
	});

	it('tells that the time is up, and where to get the result', async () => {
		const item = started({ emulate: { durationMs: 60_000 } });
		const options = { ...EAGER, timeoutSeconds: 1 };
		const run = await stage.run([item], job('wait', { options }));
		expect(errorOf(run)).toMatchObject({
			message: expect.stringMatching(
				`^The job "${item.jobId}" of agent "event-scheduler" was not finished after 1 second`,
			) as string,
			description: expect.stringContaining('Job → Get') as string,
		});
	});

	it('or passes on the job as it was last seen', async () => {
		const item = started({ emulate: { durationMs: 60_000 } });
		const options = { ...EAGER, timeoutSeconds: 1, onTimeout: 'returnJob' };
		const run = await stage.run([item], job('wait', { options }));
		expect(jsonOf(run)).toEqual([
			{
				agentId: 'event-scheduler',
				...item,
				status: 'active',
				progress: expect.any(Number) as number,
			},
		]);
	});

	it('where the node goes on, one bad item costs no other', async () => {
		const good = ended('completed');
		const bad = ended('failed');
		const run = await stage.run([{ jobId: '../x' }, bad, good], job('wait'), {
			onError: 'continueErrorOutput',
		});
		expect(jsonOf(run)).toEqual([expect.objectContaining(good)]);
		expect(outputOf(run)[1].map(({ json, pairedItem }) => [json.details, pairedItem])).toEqual([
			[{}, { item: 0 }],
			[{ agentId: 'event-scheduler', ...bad, status: 'failed' }, { item: 1 }],
		]);
	});
});
