import { isNumber, jobsPerNumber, ledgerOf, numbered, RETRY, runAgent } from './agentRuns';
import { errorOf, jsonOf } from './harness';
import { byId, openStage } from './stage';

const { emulator, play } = openStage({ jobs: { durationMs: 60 } });

/** The first job of this input ends badly, later ones complete. */
function failsOnce(n: number, outcome: 'failed' | 'cancelled' = 'failed') {
	let hasFailed = false;
	emulator.behaviour.jobs.outcome = (start) => {
		if (hasFailed || !isNumber(n)(start)) return undefined;
		hasFailed = true;
		return outcome;
	};
}

describe('Retry On Fail', () => {
	it.each(['failed', 'cancelled'] as const)(
		'starts one job more for five items of which one %s, and delivers all five',
		async (outcome) => {
			failsOnce(3, outcome);
			const run = await play(runAgent(numbered(5), RETRY));
			expect(errorOf(run)).toBeUndefined();
			expect(emulator.count('startJob')).toBe(6);
			expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 1, 3: 2, 4: 1, 5: 1 });
			expect(jsonOf(run).map(({ result }) => (result as { input: object }).input)).toEqual(
				numbered(5),
			);
		},
	);

	it('starts no more than one job a try for the item that keeps failing', async () => {
		emulator.behaviour.jobs.outcome = (start) => (isNumber(2)(start) ? 'failed' : undefined);
		const run = await play(runAgent(numbered(3), RETRY));
		expect(errorOf(run)?.message).toContain('failed');
		expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 3, 3: 1 });
	});

	it('leaves nothing in the ledger once all is delivered', async () => {
		failsOnce(1);
		const run = await play(runAgent(numbered(2), RETRY));
		expect(errorOf(run)).toBeUndefined();
		expect(ledgerOf(run)).toEqual([]);
	});

	it('waits again for a job that was still running when the time was up', async () => {
		emulator.behaviour.jobs.durationMs = 1400;
		const run = await play(runAgent(numbered(1), RETRY, { timeoutSeconds: 1 }));
		expect(jsonOf(run)[0]).toMatchObject({ status: 'completed' });
		expect(emulator.count('startJob')).toBe(1);
	});

	it('fetches a finished job again when looking at it was refused at first', async () => {
		emulator.fault({ route: 'getJob', kind: 'status', status: 403 });
		const run = await play(runAgent(numbered(1), RETRY));
		expect(jsonOf(run)[0]).toMatchObject({ status: 'completed', result: { input: { n: 1 } } });
		expect(emulator.count('startJob')).toBe(1);
	});

	it.each([400, 401, 403, 404])(
		'starts nothing anew while looking at jobs is refused with %i',
		async (status) => {
			emulator.behaviour.jobs.durationMs = 0;
			const gone = { kind: 'status' as const, status, times: Infinity };
			emulator.fault({ route: 'getJob', ...gone });
			const twice = { ...RETRY, maxTries: 2 };
			const run = await play(runAgent(numbered(2), twice, { timeoutSeconds: 1 }));
			// Whichever of them ends the node, none is lost from what it says.
			const { message, description } = errorOf(run)!;
			expect(message).toMatch(/job "[\w-]+" of agent/);
			for (const { jobId } of emulator.jobs) expect(`${message} ${description}`).toContain(jobId);
			expect(emulator.count('startJob')).toBe(2);

			emulator.clearFaults();
			const retried = await play(runAgent(numbered(2)), { retryOf: run });
			expect(jsonOf(retried).map(({ status: word }) => word)).toEqual(['completed', 'completed']);
			expect(emulator.count('startJob')).toBe(2);
		},
	);

	it('starts nothing anew while looking at jobs is broken for good, and delivers once it is healed', async () => {
		emulator.fault({ route: 'getJob', kind: 'html', times: Infinity });
		const failed = await play(runAgent(numbered(3), RETRY, { timeoutSeconds: 1 }));
		expect(errorOf(failed)?.description).toContain(emulator.jobs[2].jobId);
		expect(emulator.count('startJob')).toBe(3);

		emulator.clearFaults();
		const retried = await play(runAgent(numbered(3), RETRY), { retryOf: failed });
		expect(jsonOf(retried).map(({ result }) => (result as { input: object }).input)).toEqual(
			numbered(3),
		);
		expect(emulator.count('startJob')).toBe(3);
	});

	it('recognises an item whose input tells the time', async () => {
		failsOnce(2);
		const run = await play(
			runAgent(numbered(3), RETRY, {}, { inputJson: '={{ { n: $json.n, at: Math.random() } }}' }),
		);
		expect(errorOf(run)).toBeUndefined();
		expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 2, 3: 1 });
	});

	it('recognises an item whose agent is drawn by lot', async () => {
		failsOnce(2);
		// The second try draws the other one.
		const lot = jest.spyOn(Math, 'random');
		lot.mockImplementation(() => (emulator.count('startJob') < 3 ? 0 : 0.9));
		const value = '={{ ["event-scheduler", "invoice-reader"][Math.floor(Math.random() * 2)] }}';
		const run = await play(runAgent(numbered(3), RETRY, {}, { agentId: byId(value) }));
		lot.mockRestore();
		expect(errorOf(run)).toBeUndefined();
		expect(emulator.jobs.map(({ agentId }) => agentId)).toEqual([
			...new Array<string>(3).fill('event-scheduler'),
			'invoice-reader',
		]);
		const agentOf = new Map(emulator.jobs.map(({ jobId, agentId }) => [jobId, agentId]));
		for (const { jobId, agentId } of jsonOf(run)) expect(agentId).toBe(agentOf.get(String(jobId)));
	});

	it('starts nothing twice where the node does not wait', async () => {
		emulator.fault({
			route: 'startJob',
			kind: 'status',
			status: 402,
			when: ({ body }) => isNumber(2)(body as { input: unknown }),
		});
		const run = await play(
			runAgent(numbered(3), RETRY, { maxConcurrentJobs: 1 }, { waitForCompletion: false }),
		);
		expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 1, 3: 1 });
		expect(jsonOf(run).map(({ jobId }) => jobId)).toEqual(emulator.jobs.map(({ jobId }) => jobId));
		expect(emulator.count('getJob')).toBe(0);
	});
});

describe('Retry On Fail where the node is set to continue', () => {
	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'(%s) picks up what the first try started',
		async (onError) => {
			failsOnce(1);
			const run = await play(runAgent(numbered(3), { ...RETRY, onError }));
			// n8n tries again when the first item failed, and takes what the last try gave.
			expect(jsonOf(run).map(({ status }) => status)).toEqual([
				'completed',
				'completed',
				'completed',
			]);
			expect(jobsPerNumber(emulator)).toEqual({ 1: 2, 2: 1, 3: 1 });
		},
	);

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'(%s) never repeats an unclear start',
		async (onError) => {
			emulator.fault({
				route: 'startJob',
				kind: 'status',
				status: 500,
				startsAnyway: true,
				when: ({ body }) => isNumber(1)(body as { input: unknown }),
			});
			const run = await play(runAgent(numbered(3), { ...RETRY, onError }));
			expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 1, 3: 1 });
			const failed = jsonOf(run, 'AgentsCode', onError === 'continueErrorOutput' ? 1 : 0)[0];
			expect(failed.error).toContain('may have been started');
			expect(failed.details).toMatchObject({ status: 'unknown', httpStatus: 500 });
		},
	);
});
