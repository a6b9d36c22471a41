import fc from 'fast-check';
import type { IRun } from 'n8n-workflow';
import { startEmulator, type Emulator, type Fault, type FaultKind } from '../emulator';
import { numbered, runAgent } from './agentRuns';
import { errorOf, outputOf, runWorkflow, type NodeSettings } from './harness';

/** How long a back-off lasts is proven elsewhere; here it would only make hundreds of runs slow. */
jest.mock('../../nodes/AgentsCode/api/retry', () => ({
	...jest.requireActual<object>('../../nodes/AgentsCode/api/retry'),
	backOffMs: () => 10,
}));

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});
afterAll(async () => await emulator.close());

/** What may happen to one request. 429 is left out: it is a pause of seconds, and proven elsewhere. */
const faultKinds: FaultKind[] = [
	...[400, 401, 402, 404, 408, 409, 422, 500, 502, 503].map(
		(status): FaultKind => ({ kind: 'status', status }),
	),
	{ kind: 'reset' },
	{ kind: 'close' },
	{ kind: 'html' },
	{ kind: 'empty' },
	{ kind: 'redirect' },
	{ kind: 'resetMidBody' },
	{ kind: 'truncated' },
	{ kind: 'wrongType' },
	{ kind: 'nulls' },
	{ kind: 'hang', ms: 30 },
];

const RUNS_OF_JOB = ['completed', 'failed', 'cancelled'] as const;

/** Refusals that a real service gives without having started anything. */
const REFUSALS = new Set([400, 401, 402, 404, 422, 429]);

const fault = fc
	.record({
		route: fc.constantFrom('startJob' as const, 'getJob' as const),
		kind: fc.constantFrom(...faultKinds),
		times: fc.integer({ min: 1, max: 2 }),
		after: fc.integer({ min: 0, max: 6 }),
		startsAnyway: fc.boolean(),
	})
	.map(({ kind, startsAnyway, ...rule }): Fault => {
		const isRefusal = kind.kind === 'status' && REFUSALS.has(kind.status);
		return { ...rule, ...kind, startsAnyway: startsAnyway && !isRefusal };
	});

const scenario = fc.record({
	items: fc.integer({ min: 1, max: 4 }),
	maxConcurrentJobs: fc.integer({ min: 1, max: 4 }),
	retryOnFail: fc.boolean(),
	onError: fc.constantFrom<NodeSettings['onError']>(
		'stopWorkflow',
		'continueRegularOutput',
		'continueErrorOutput',
	),
	retries: fc.integer({ min: 0, max: 2 }),
	durationsMs: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 16, maxLength: 16 }),
	outcomes: fc.array(fc.constantFrom(...RUNS_OF_JOB, 'completed' as const), {
		minLength: 16,
		maxLength: 16,
	}),
	faults: fc.array(fault, { maxLength: 5 }),
	clockInInput: fc.boolean(),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function prepare({ durationsMs, outcomes, faults }: Scenario): void {
	emulator.reset();
	emulator.behaviour.jobs.queuedMs = 0;
	emulator.behaviour.jobs.durationMs = ({ nth }) => durationsMs[(nth - 1) % durationsMs.length];
	emulator.behaviour.jobs.outcome = ({ nth }) => outcomes[(nth - 1) % outcomes.length];
	for (const each of faults) emulator.fault(each);
}

/** Runs the node, then "Retry execution" as long as it fails and the scenario asks for it. */
async function play(scene: Scenario): Promise<IRun> {
	const settings: NodeSettings = {
		onError: scene.onError,
		retryOnFail: scene.retryOnFail,
		maxTries: 3,
		waitBetweenTries: 5,
	};
	// A time-dependent input may differ between tries of one execution, but not between executions.
	const inputJson =
		scene.clockInInput && scene.retries === 0
			? '={{ { n: $json.n, at: Math.random() } }}'
			: '={{ $json }}';
	const options = { maxConcurrentJobs: scene.maxConcurrentJobs, timeoutSeconds: 3 };
	const workflow = runAgent(numbered(scene.items), settings, options, { inputJson });
	const credential = { apiKey: emulator.apiKey, baseUrl: emulator.baseUrl };
	let run = await runWorkflow(workflow, { credential });
	for (let retry = 0; retry < scene.retries && errorOf(run); retry++) {
		run = await runWorkflow(workflow, { credential, retryOf: run });
	}
	return run;
}

const numberOf = (input: unknown) => (input as { n: number }).n;

/** Jobs of an item that cost, or may yet cost, something. */
function payable(n: number) {
	return emulator.jobs.filter(
		({ input, finishedAt, plan }) =>
			numberOf(input) === n && (finishedAt === undefined || plan.outcome === 'completed'),
	);
}

/** What the node put out as a success, with the number of the item it is paired with. */
function deliveredItems(run: IRun) {
	const items = outputOf(run)
		.flat()
		.filter(({ json }) => json.error === undefined);
	return items.map(({ json, pairedItem }) => ({
		jobId: json.jobId,
		n: (pairedItem as { item: number }).item + 1,
	}));
}

function expectPaidOnce(scene: Scenario): void {
	for (let n = 1; n <= scene.items; n++) expect(payable(n).length).toBeLessThanOrEqual(1);
}

function expectOwnResults(run: IRun): void {
	for (const { jobId, n } of deliveredItems(run)) {
		const job = emulator.jobs.find((each) => each.jobId === jobId);
		expect(numberOf(job?.input)).toBe(n);
	}
}

/** Each job that was confirmed, and costs something, is delivered or named in what the user is told. */
function expectNothingLost(run: IRun): void {
	const { message = '', description = '' } = errorOf(run) ?? {};
	const told = `${message} ${description} ${JSON.stringify(outputOf(run))}`;
	const confirmed = emulator.requests.filter(
		({ route, status, fault: played }) =>
			route === 'startJob' && status === 200 && (played === undefined || played === 'hang'),
	);
	for (const { jobId } of confirmed) {
		const job = emulator.jobs.find((each) => each.jobId === jobId);
		if (job && payable(numberOf(job.input)).includes(job)) expect(told).toContain(jobId);
	}
}

describe('over random faults and retries', () => {
	it('no item has two jobs that run or are paid, each gets its own, and none is lost', async () => {
		await fc.assert(
			fc.asyncProperty(scenario, async (scene) => {
				prepare(scene);
				const run = await play(scene);
				expectPaidOnce(scene);
				expectOwnResults(run);
				expectNothingLost(run);
				expect(emulator.contractViolations).toEqual([]);
			}),
			{ numRuns: 100, endOnFailure: true },
		);
	}, 120_000);
});
