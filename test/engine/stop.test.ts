import { sleep, type IDataObject, type INodeParameters, type IRun } from 'n8n-workflow';
import type { Emulator } from '../emulator';
import { process } from '../emulator/platform';
import { errorOf, simpleWorkflow } from './harness';
import { EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 600_000 } });

const run = (options: IDataObject = {}): INodeParameters => ({
	agentId: EVENT_SCHEDULER,
	inputMode: 'text',
	inputText: 'a',
	options: { timeoutSeconds: 3600, ...options } as INodeParameters,
});

const history: INodeParameters = { resource: 'credit', operation: 'getHistory', returnAll: true };

/** Items that look for a job which another client has started. */
const wait: INodeParameters = {
	resource: 'job',
	operation: 'wait',
	agentId: EVENT_SCHEDULER,
	jobId: '={{ $json.jobId }}',
	options: { timeoutSeconds: 3600, pollIntervalSeconds: 1800 },
};

interface Phase {
	name: string;
	parameters: INodeParameters;
	items?: () => IDataObject[];
	prepare?: (emulator: Emulator) => void;
	/** True once the execution has come to where it shall be stopped. */
	isThere: (emulator: Emulator) => boolean;
}

const answered = (emulator: Emulator) =>
	emulator.requests.filter(({ answeredAt }) => answeredAt !== undefined).length;

const PHASES: Phase[] = [
	{
		name: 'between two looks that are half an hour apart',
		parameters: run({ pollIntervalSeconds: 1800 }),
		isThere: (emulator) => answered(emulator) === 1,
	},
	{
		name: 'between two looks, with fifty jobs under way',
		parameters: run({ pollIntervalSeconds: 1800 }),
		items: () => new Array<IDataObject>(50).fill({}),
		isThere: (emulator) => answered(emulator) === 50,
	},
	{
		name: 'with items still to begin',
		parameters: run({ pollIntervalSeconds: 1800, maxConcurrentJobs: 2 }),
		items: () => new Array<IDataObject>(9).fill({}),
		isThere: (emulator) => answered(emulator) === 2,
	},
	{
		name: 'during a look that gets no answer',
		parameters: run({ pollIntervalSeconds: 0.05 }),
		prepare: (emulator) => void emulator.fault({ route: 'getJob', kind: 'hang' }),
		isThere: (emulator) => emulator.count('getJob') === 1,
	},
	{
		name: 'during a start that gets no answer',
		parameters: run(),
		prepare: (emulator) => void emulator.fault({ route: 'startJob', kind: 'hang' }),
		isThere: (emulator) => emulator.count('startJob') === 1,
	},
	{
		name: 'while the rate limit holds everything back',
		parameters: run({ pollIntervalSeconds: 0.05 }),
		items: () => new Array<IDataObject>(5).fill({}),
		prepare: (emulator) =>
			void emulator.fault({
				times: Infinity,
				kind: 'status',
				status: 429,
				retryAfter: { text: '1800' },
			}),
		isThere: (emulator) => answered(emulator) === 5,
	},
	{
		name: 'in the pause after a fault',
		parameters: run({ pollIntervalSeconds: 0.05 }),
		prepare: (emulator) =>
			void emulator.fault({ route: 'getJob', times: Infinity, kind: 'status', status: 503 }),
		isThere: (emulator) => emulator.count('getJob', { status: 503 }) >= 2,
	},
	{
		name: 'while jobs that others started are waited for',
		parameters: wait,
		items: () => [1, 2, 3].map(() => ({ jobId: stage.emulator.startJob('event-scheduler').jobId })),
		isThere: (emulator) => answered(emulator) === 3,
	},
	{
		name: 'while the history is read page by page',
		parameters: history,
		prepare: (emulator) => {
			emulator.seedHistory(200);
			emulator.fault({ route: 'getHistory', after: 2, kind: 'hang' });
		},
		isThere: (emulator) => emulator.count('getHistory') === 3,
	},
	{
		name: 'in the pause before the balance is asked for again',
		parameters: { resource: 'credit', operation: 'getBalance' },
		items: () => new Array<IDataObject>(30).fill({}),
		prepare: (emulator) => void emulator.fault({ times: Infinity, kind: 'status', status: 503 }),
		isThere: (emulator) => answered(emulator) >= 10,
	},
];

const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;

/** Timers of Node's own HTTP server come and go by the second; one that stays is the node's. */
async function noMoreTimersThan(count: number): Promise<void> {
	await stage.emulator.until(() => timers() <= count, 3000);
}

/** Presses Stop in the given phase; the execution must end although nothing else happens. */
async function stopIn(phase: Phase): Promise<{ ended: IRun; late: number }> {
	const { emulator } = stage;
	phase.prepare?.(emulator);
	const workflow = simpleWorkflow(phase.items?.() ?? [{}], phase.parameters);
	const timersBefore = timers();
	const { sent, ended: running } = await stage.stop(workflow, phase.isThere);
	const ended = await running;
	await noMoreTimersThan(timersBefore);
	// Longer than any pause a node that goes on would make before its next request.
	await sleep(700);
	return { ended, late: emulator.count() - sent };
}

// On its first run an engine may set timers of its own, for good.
beforeAll(async () => {
	await stage.play(simpleWorkflow([{}], history));
	stage.emulator.reset();
});

describe('Stop ends the node at once, with no request and no timer after it', () => {
	it.each(PHASES)('$name', async (phase) => {
		const { ended, late } = await stopIn(phase);
		expect(errorOf(ended)?.message).toMatch(/canceled/);
		expect(late).toBe(0);
		expect(ended.status).toBe('canceled');
	});

	it('also where the node is set to go on with what fails', async () => {
		const { emulator } = stage;
		const workflow = simpleWorkflow(
			new Array<IDataObject>(5).fill({}),
			run({ pollIntervalSeconds: 1800, maxConcurrentJobs: 2 }),
			{ onError: 'continueErrorOutput' },
		);
		const { ended } = await stage.stop(workflow, () => answered(emulator) === 2);
		await ended;
		await sleep(300);
		expect(emulator.count()).toBe(2);
	});

	it('before anything was sent, nothing is sent', async () => {
		await stage.play(simpleWorkflow([{}, {}], run()), { onStarted: (stop) => stop() });
		await sleep(100);
		expect(stage.emulator.count()).toBe(0);
	});
});

it('an execution that ends by itself leaves no timer behind', async () => {
	stage.emulator.behaviour.jobs.durationMs = 100;
	const before = timers();
	const ended = await stage.run([{}, {}, {}], run({ pollIntervalSeconds: 0.05 }));
	expect(errorOf(ended)).toBeUndefined();
	await noMoreTimersThan(before);
});
