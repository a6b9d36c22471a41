import type { BehaviourChange, FaultKind } from '../emulator';
import { errorOf, jsonOf, outputOf } from './harness';
import { job, openJobs } from './jobs';
import { byId } from './stage';

const { emulator, run: runNode, started, ended } = openJobs();

describe('Job → Get', () => {
	it('gives the job as it is, running or not', async () => {
		const running = started({ emulate: { durationMs: 60_000 } });
		const done = ended('completed');
		const run = await runNode([running, done], job('get'));
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
		expect(emulator.count()).toBe(2);
	});

	it.each<BehaviourChange['jobs'] & object>([
		{ reasonIn: 'error' },
		{ reasonIn: 'error.message' },
		{ reasonIn: 'message' },
		{ reasonIn: 'result.error' },
		{ reasonIn: 'result.error.message' },
	])('a failed job is an item like any other, with its reason: %j', async (jobs) => {
		emulator.behave({ jobs: { ...jobs, reason: 'Page <b>not</b> reachable' } });
		const run = await runNode([ended('failed')], job('get'));
		const [json] = jsonOf(run);
		expect(json).toMatchObject({ status: 'failed', errorMessage: 'Page not reachable' });
		expect(json).not.toHaveProperty('error');
	});

	it('a cancelled job that gives no reason says so', async () => {
		emulator.behave({ jobs: { reasonIn: 'nowhere' } });
		const [json] = jsonOf(await runNode([ended('cancelled')], job('get')));
		expect(json).toMatchObject({ status: 'cancelled', errorMessage: 'no reason given' });
	});

	it('keeps what the service calls error under another name, as it is', async () => {
		emulator.behave({ jobs: { reasonIn: 'error.message', reason: 'why' } });
		const [json] = jsonOf(await runNode([ended('failed')], job('get')));
		expect(json.jobError).toEqual({ message: 'why' });
	});

	it('keeps unknown fields, and states the reference does not name', async () => {
		emulator.behave({ extraFields: true, jobs: { statusWords: { active: 'thinking' } } });
		const item = started({ emulate: { queuedMs: 0, durationMs: 60_000 } });
		const [json] = jsonOf(await runNode([item], job('get')));
		expect(json).toMatchObject({ status: 'thinking', region: 'eu-central' });
	});

	it('says which job of which agent is not known', async () => {
		const run = await runNode([{ jobId: 'no-such-job' }], job('get'));
		expect(errorOf(run)).toMatchObject({
			message:
				'Could not get the job "no-such-job" of agent "event-scheduler": AgentsCode does not know it (HTTP 404): Job not found',
			description: expect.stringContaining('Check the IDs') as string,
		});
		expect(emulator.count('getJob')).toBe(1);
	});

	it('sends what fails to the error output, with agent, job and status', async () => {
		const good = ended('completed');
		const run = await runNode([{ jobId: 'gone' }, good], job('get'), {
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
		emulator.fault({ times: Infinity, kind: 'reset' });
		const run = await runNode([{ jobId: 'j' }], job('get'), { onError: 'continueErrorOutput' });
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
		emulator.fault(fault);
		const run = await runNode([ended('completed')], job('get'));
		expect(jsonOf(run)).toEqual([expect.objectContaining({ status: 'completed' })]);
		expect(emulator.count('getJob')).toBe(2);
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
			const run = await runNode([{ jobId }], job(operation));
			expect(errorOf(run)?.message).toMatch(words);
			expect(errorOf(run)?.message).not.toMatch(/\[object|undefined/);
		}
		const run = await runNode([{ jobId: 'j' }], job(operation, { agentId: byId('../x') }));
		expect(errorOf(run)?.message).toContain("can't be the ID of an agent");
		expect(emulator.requests).toEqual([]);
	});

	it('takes a number for an ID', async () => {
		const run = await runNode([{ jobId: 4711 }], job('get'));
		expect(errorOf(run)?.message).toContain('job "4711"');
		expect(emulator.requests[0].path).toBe('/v1/agents/event-scheduler/4711');
	});
});
