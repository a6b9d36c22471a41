import { sleep } from 'n8n-workflow';
import { isNumber, jobsPerNumber, numbered, RETRY, runAgent } from './agentRuns';
import { engine } from './engine';
import { errorOf, jsonOf } from './harness';
import { openStage } from './stage';

const { emulator, play } = openStage({ jobs: { durationMs: 60 } });

const jobOf = (n: number) => {
	const job = emulator.jobs.find(isNumber(n));
	if (!job) throw new Error(`No job was started for ${n}`);
	return job;
};

describe('one failing item among many, with Stop Workflow', () => {
	it('lets no further job start once it has failed for good', async () => {
		emulator.behaviour.jobs.outcome = (start) => (isNumber(2)(start) ? 'failed' : undefined);
		emulator.behaviour.jobs.durationMs = (start) => (isNumber(2)(start) ? 40 : 60_000);
		const run = await play(runAgent(numbered(20), {}, { maxConcurrentJobs: 3 }));
		expect(errorOf(run)?.message).toContain(
			`job "${jobOf(2).jobId}" of agent "event-scheduler" failed`,
		);
		expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 1, 3: 1 });
		const requests = emulator.count();
		await sleep(400);
		expect(emulator.count()).toBe(requests);
	});

	it('lists every started job with its id and last state', async () => {
		emulator.behaviour.jobs.outcome = (start) => (isNumber(3)(start) ? 'failed' : undefined);
		emulator.behaviour.jobs.durationMs = ({ input }) =>
			[0, 20, 20, 300, 5000][(input as { n: number }).n];
		const run = await play(runAgent(numbered(4)));
		const description = errorOf(run)?.description ?? '';
		expect(description).toContain(`${jobOf(1).jobId} (completed)`);
		expect(description).toContain(`${jobOf(2).jobId} (completed)`);
		expect(description).toContain(`${jobOf(3).jobId} (failed)`);
		expect(description).toMatch(new RegExp(`${jobOf(4).jobId} \\((queued|active)\\)`));
		expect(description).toContain('A retry of this execution picks them up');
		expect(description).toContain('A retry of an earlier one in the list knows nothing of them');
	});

	it('does not start others while it looks for the runs of an unclear start', async () => {
		emulator.behaviour.jobs.durationMs = 20;
		emulator.fault({ route: 'startJob', kind: 'status', status: 500, startsAnyway: true });
		emulator.fault({ route: 'getHistory', kind: 'hang', ms: 700 });
		const run = await play(runAgent(numbered(6), {}, { maxConcurrentJobs: 2 }));
		expect(errorOf(run)?.message).toContain('may have been started');
		expect(emulator.count('getHistory')).toBe(1);
		expect(emulator.count('startJob')).toBeLessThanOrEqual(2);
	});

	it('keeps jobs in the list whose turn did not come again in a later try', async () => {
		// First try: 1 completes, 2 fails once 3 is begun, and 3 is left running.
		emulator.behaviour.jobs.durationMs = (start) => (isNumber(1)(start) ? 20 : 60_000);
		const workflow = runAgent(numbered(4), {}, { maxConcurrentJobs: 2 });
		const failing = play(workflow);
		await emulator.until(({ jobs }) => jobs.some(isNumber(3)));
		emulator.finish(jobOf(2).jobId, 'failed');
		const failed = await failing;
		expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 1, 3: 1 });

		// Second try: nothing can be looked at, so that 1 and 2 end it before 3 has its turn.
		emulator.fault({ route: 'getJob', kind: 'status', status: 401, times: Infinity });
		const retried = await play(workflow, { retryOf: failed });
		expect(errorOf(retried)?.message).toContain('API key');
		for (const n of [1, 2, 3]) expect(errorOf(retried)?.description).toContain(jobOf(n).jobId);
		expect(emulator.count('startJob')).toBe(3);
	});

	it('waits for a start that is under way, so that its job is known', async () => {
		emulator.behaviour.jobs.durationMs = 40;
		emulator.behaviour.jobs.outcome = (start) => (isNumber(1)(start) ? 'failed' : undefined);
		emulator.fault({
			route: 'startJob',
			kind: 'hang',
			ms: 900,
			when: ({ body }) => isNumber(2)(body as { input: unknown }),
		});
		const workflow = runAgent(numbered(2));
		const failed = await play(workflow);
		expect(errorOf(failed)?.message).toContain(jobOf(1).jobId);
		expect(errorOf(failed)?.description).toContain(`${jobOf(2).jobId} (queued)`);

		emulator.behaviour.jobs.outcome = 'completed';
		const retried = await play(workflow, { retryOf: failed });
		expect(jobsPerNumber(emulator)).toEqual({ 1: 2, 2: 1 });
		expect(jsonOf(retried)).toHaveLength(2);
	});

	it('ends starts that wait for the rate limit without sending them', async () => {
		const isFirst = ({ body }: { body?: unknown }) => isNumber(1)(body as { input: unknown });
		const always = { route: 'startJob' as const, kind: 'status' as const, times: Infinity };
		emulator.fault({ ...always, status: 422, when: isFirst });
		emulator.fault({ ...always, status: 429, when: (request) => !isFirst(request) });
		const run = await play(runAgent(numbered(3)));
		expect(errorOf(run)?.message).toContain('(HTTP 422)');
		expect(emulator.jobs).toEqual([]);
		expect(emulator.count('startJob', { status: 429 })).toBeLessThanOrEqual(2);
	});

	it('starts nothing at all while one item can not be read', async () => {
		const workflow = runAgent(
			numbered(3),
			RETRY,
			{},
			{
				inputJson: '={{ $json.n === 3 ? "[]" : $json }}',
			},
		);
		const run = await play(workflow);
		expect(errorOf(run)?.message).toContain("'Input JSON' must be an object");
		expect(emulator.count()).toBe(0);
	});

	it('is an execution that failed, not one that was cancelled, whatever word the service uses', async () => {
		emulator.behaviour.jobs.outcome = 'cancelled';
		emulator.behaviour.jobs.reason = 'canceled by the operator';
		const run = await play(runAgent(numbered(1)));
		expect(errorOf(run)?.message).toContain('by the operator');
		expect(run.status).toBe(engine.statusOfFailed);
	});
});
