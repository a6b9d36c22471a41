import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import { AgentsCode } from '../../nodes/AgentsCode/AgentsCode.node';
import type { Emulator } from '../emulator';
import { isNumber, numbered, RETRY, runAgent } from './agentRuns';
import { errorOf, type TestWorkflow } from './harness';
import { openStage } from './stage';

const { emulator, stop } = openStage({ jobs: { durationMs: 60_000 } });
let warnings: string[];

beforeEach(() => {
	warnings = [];
	const { execute } = AgentsCode.prototype;
	jest.spyOn(AgentsCode.prototype, 'execute').mockImplementation(async function (
		this: IExecuteFunctions,
	) {
		jest.spyOn(this.logger, 'warn').mockImplementation((text) => {
			warnings.push(text);
		});
		return await execute.call(this);
	});
});
afterEach(() => jest.restoreAllMocks());

/** Presses Stop once `isDue`; gives the run and how many requests came after the node had ended. */
async function stoppedRun(workflow: TestWorkflow, isDue: (emulator: Emulator) => boolean) {
	const { ended } = await stop(workflow, isDue);
	// A request may have left, but not come in, when Stop was pressed.
	await sleep(100);
	const counted = emulator.count();
	const run = await ended;
	await sleep(400);
	return { run, requestsAfterStop: emulator.count() - counted };
}

describe('Stop in mid-run', () => {
	it('says in the log which jobs go on running, and sends nothing more', async () => {
		const { run, requestsAfterStop } = await stoppedRun(
			runAgent(numbered(3)),
			({ jobs }) => jobs.length === 3 && jobs.every(({ polls }) => polls > 0),
		);
		expect(warnings).toHaveLength(1);
		expect(warnings[0]).toContain('The execution was canceled');
		for (const { jobId } of emulator.jobs) expect(warnings[0]).toContain(`${jobId} (`);
		expect(errorOf(run)?.message).toBe(warnings[0]);
		expect(requestsAfterStop).toBe(0);
	});

	it('leaves those out that have ended', async () => {
		emulator.behaviour.jobs.durationMs = (start) => (isNumber(2)(start) ? 20 : 60_000);
		emulator.behaviour.jobs.outcome = (start) => (isNumber(2)(start) ? 'failed' : undefined);
		await stoppedRun(runAgent(numbered(2), { onError: 'continueErrorOutput' }), ({ jobs }) =>
			jobs.some(({ firstSeenFinalAt }) => firstSeenFinalAt !== undefined),
		);
		const [first, second] = [1, 2].map((n) => emulator.jobs.find(isNumber(n))?.jobId);
		expect(warnings[0]).toContain(first);
		expect(warnings[0]).not.toContain(second);
	});

	it('tells of a start that was under way, since its job may run as well', async () => {
		emulator.fault({ route: 'startJob', kind: 'hang', startsAnyway: true });
		const { requestsAfterStop } = await stoppedRun(
			runAgent(numbered(1)),
			({ jobs }) => jobs.length === 1,
		);
		expect(warnings[0]).toContain('maybe started as well: 1 of "event-scheduler"');
		expect(warnings[0]).toContain('Credit → Get History');
		expect(requestsAfterStop).toBe(0);
	});

	it('starts nothing more where jobs wait for their turn', async () => {
		await stoppedRun(
			runAgent(numbered(6), {}, { maxConcurrentJobs: 2 }),
			({ runningJobs }) => runningJobs === 2,
		);
		expect(emulator.jobs).toHaveLength(2);
	});

	it('starts nothing more while the rate limit is waited for', async () => {
		emulator.fault({
			route: 'startJob',
			kind: 'status',
			status: 429,
			times: Infinity,
			retryAfter: 'seconds',
			retryAfterMs: 5000,
		});
		const { run, requestsAfterStop } = await stoppedRun(
			runAgent(numbered(2)),
			({ requests }) => requests.length === 2 && requests.every(({ status }) => status === 429),
		);
		expect(errorOf(run)?.message).toBe('The execution was canceled');
		expect(requestsAfterStop).toBe(0);
		expect(emulator.jobs).toEqual([]);
	});

	it('keeps the list when Retry On Fail begins the node again, and logs it once', async () => {
		const { run, requestsAfterStop } = await stoppedRun(
			runAgent(numbered(2), RETRY, { checkCredits: true }),
			({ jobs }) => jobs.length === 2 && jobs.every(({ polls }) => polls > 0),
		);
		for (const { jobId } of emulator.jobs) expect(errorOf(run)?.message).toContain(jobId);
		expect(warnings).toHaveLength(1);
		expect(requestsAfterStop).toBe(0);
	});
});
