import type { IRun } from 'n8n-workflow';
import {
	isNumber,
	jobsPerNumber,
	ledgerOf,
	numbered,
	RETRY,
	runAgent,
	runAgentInLoop,
} from './agentRuns';
import { errorOf, jsonOf, outputOf, type TestWorkflow } from './harness';
import { openStage } from './stage';

const { emulator, play } = openStage({ jobs: { durationMs: 60 } });

/** "Retry execution": with the workflow as it was, or as it is saved now. */
async function retry(failed: IRun, workflow: TestWorkflow, saved?: TestWorkflow): Promise<IRun> {
	return await play(saved ?? workflow, {
		retryOf: failed,
		withSavedWorkflow: saved !== undefined,
	});
}

function failsWhile(isBroken: { now: boolean }, n: number) {
	emulator.behaviour.jobs.outcome = (start) =>
		isBroken.now && isNumber(n)(start) ? 'failed' : undefined;
}

const flavours: Array<[string, boolean]> = [
	['the workflow as it was', false],
	['the workflow as it is saved now', true],
];

describe('Retry execution', () => {
	it.each(flavours)('with %s starts only what failed', async (_, isSaved) => {
		const isBroken = { now: true };
		failsWhile(isBroken, 3);
		const workflow = runAgent(numbered(5));
		const failed = await play(workflow);
		expect(errorOf(failed)?.message).toContain('failed');

		isBroken.now = false;
		const retried = await retry(failed, workflow, isSaved ? workflow : undefined);
		expect(errorOf(retried)).toBeUndefined();
		expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 1, 3: 2, 4: 1, 5: 1 });
		expect(jsonOf(retried).map(({ result }) => (result as { input: object }).input)).toEqual(
			numbered(5),
		);
	});

	it('waits again for the jobs that were running when another item failed', async () => {
		emulator.behaviour.jobs.durationMs = (start) => (isNumber(1)(start) ? 20 : 60_000);
		const isBroken = { now: true };
		failsWhile(isBroken, 1);
		const workflow = runAgent(numbered(3));
		const failed = await play(workflow);
		expect(emulator.runningJobs).toBe(2);

		isBroken.now = false;
		const retrying = retry(failed, workflow);
		const looks = emulator.count('getJob');
		await emulator.until(() => emulator.count('getJob') >= looks + 4);
		emulator.finish();
		const retried = await retrying;
		expect(jsonOf(retried).map(({ status }) => status)).toEqual([
			'completed',
			'completed',
			'completed',
		]);
		expect(jobsPerNumber(emulator)).toEqual({ 1: 2, 2: 1, 3: 1 });
	});

	it('never repeats an unclear start, and says why again', async () => {
		emulator.fault({ route: 'startJob', kind: 'resetMidBody' });
		const workflow = runAgent(numbered(1));
		const failed = await play(workflow);
		const retried = await retry(failed, workflow);
		const again = await retry(retried, workflow);
		expect(errorOf(again)?.message).toBe(errorOf(failed)?.message);
		expect(emulator.count('startJob')).toBe(1);
	});

	it('after changed parameters starts what is asked for now, and picks up no job of before', async () => {
		emulator.fault({ route: 'getJob', kind: 'status', status: 403, times: Infinity });
		const failed = await play(runAgent([{ n: 1 }]));
		emulator.clearFaults();

		const changed = runAgent(
			[{ n: 1 }],
			{},
			{},
			{ inputJson: '={{ { n: $json.n, tone: "kind" } }}' },
		);
		const retried = await retry(failed, changed, changed);
		expect(emulator.jobs.map(({ input }) => input)).toEqual([{ n: 1 }, { n: 1, tone: 'kind' }]);
		expect(jsonOf(retried)[0].jobId).toBe(emulator.jobs[1].jobId);
	});

	it.each([
		['another agent', {}, { agentId: { __rl: true, mode: 'id', value: 'invoice-reader' } }],
		['another context', { contextData: 'For Jeff' }, {}],
	])('with %s starts a job of its own', async (_, options, more) => {
		emulator.fault({ route: 'getJob', kind: 'status', status: 403, times: Infinity });
		const failed = await play(runAgent([{ n: 1 }]));
		emulator.clearFaults();

		const changed = runAgent([{ n: 1 }], {}, options, more);
		const retried = await retry(failed, changed, changed);
		expect(emulator.jobs).toHaveLength(2);
		expect(jsonOf(retried)[0].jobId).toBe(emulator.jobs[1].jobId);
	});

	it('after changed options still picks the job up', async () => {
		emulator.behaviour.jobs.durationMs = 60_000;
		const failed = await play(runAgent([{ n: 1 }], {}, { timeoutSeconds: 1 }));
		emulator.finish();
		const changed = runAgent([{ n: 1 }], {}, { timeoutSeconds: 9 });
		const retried = await retry(failed, changed, changed);
		expect(jsonOf(retried)[0]).toMatchObject({ status: 'completed' });
		expect(emulator.jobs).toHaveLength(1);
	});

	it('passes a failed job on, without a new one, once the options say so', async () => {
		emulator.behaviour.jobs.outcome = 'failed';
		const failed = await play(runAgent([{ n: 1 }]));
		const changed = runAgent([{ n: 1 }], {}, { onFailure: 'returnJob' });
		const retried = await retry(failed, changed, changed);
		expect(jsonOf(retried)[0]).toMatchObject({ status: 'failed', jobId: emulator.jobs[0].jobId });
		expect(emulator.jobs).toHaveLength(1);
	});
});

describe('the node in a loop', () => {
	it('gives each round its own jobs, also for equal inputs', async () => {
		const run = await play(runAgentInLoop([{ n: 7 }, { n: 7 }, { n: 7 }], 1));
		expect(errorOf(run)).toBeUndefined();
		expect(emulator.jobs).toHaveLength(3);
		const jobIds = [0, 1, 2].map((round) => outputOf(run, 'AgentsCode', round)[0][0].json.jobId);
		expect(jobIds).toEqual(emulator.jobs.map(({ jobId }) => jobId));
	});

	it.each(flavours)(
		'retried with %s, a failing round picks up its own jobs',
		async (_, isSaved) => {
			const isBroken = { now: true };
			failsWhile(isBroken, 4);
			const workflow = runAgentInLoop(numbered(6), 2);
			const failed = await play(workflow);
			expect(errorOf(failed)?.message).toContain('failed');
			expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 1, 3: 1, 4: 1 });

			isBroken.now = false;
			const retried = await retry(failed, workflow, isSaved ? workflow : undefined);
			expect(errorOf(retried)).toBeUndefined();
			expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 1, 3: 1, 4: 2, 5: 1, 6: 1 });
			const inputs = jsonOf(retried, 'Batches').map(
				({ result }) => (result as { input: object }).input,
			);
			expect(inputs).toEqual(numbered(6));
		},
	);

	it('retried by Retry On Fail, a failing round of equal inputs picks up its own jobs', async () => {
		emulator.behaviour.jobs.outcome = ({ nth }) => (nth === 4 ? 'failed' : undefined);
		const equal = Array.from({ length: 6 }, () => ({ n: 7 }));
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };
		const run = await play(runAgentInLoop(equal, 2, settings));
		expect(errorOf(run)).toBeUndefined();
		expect(emulator.jobs).toHaveLength(7);
		const delivered = jsonOf(run, 'Batches').map(({ jobId }) => jobId);
		expect(new Set(delivered).size).toBe(6);
		expect(delivered).not.toContain(emulator.jobs[3].jobId);
	});

	it('remembers nothing of rounds that n8n will not run again, also where items failed', async () => {
		emulator.behaviour.jobs.outcome = (start) => (isNumber(2)(start) ? 'failed' : undefined);
		const settings = { ...RETRY, onError: 'continueRegularOutput' as const };
		const run = await play(runAgentInLoop(numbered(4), 2, settings));
		expect(errorOf(run)).toBeUndefined();
		expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 1, 3: 1, 4: 1 });
		expect(ledgerOf(run)).toEqual([]);
	});
});
