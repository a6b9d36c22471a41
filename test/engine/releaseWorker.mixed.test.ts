import type { IDataObject, IRun, OnError } from 'n8n-workflow';
import { runAgent } from './agentRuns';
import { engine } from './engine';
import { errorOf, outputOf } from './harness';
import type * as Minutes from './shortMinutes';
import { openStage } from './stage';
import { WaitingN8n } from './waitingN8n';

jest.mock('../../nodes/AgentsCode/operations/durable/limits', () =>
	jest.requireActual<typeof Minutes>('./shortMinutes').shortMinutes(5000),
);

const stage = openStage({ jobs: { progress: 'absent' } });

const LONG = { durationMs: 1200 };
const SHORT = { durationMs: 200 };

/** Everything that can become of an item, before and after the worker was let go. */
const ITEMS: IDataObject[] = [
	{ case: 'completes late', emulate: LONG },
	{ case: 'completes soon', emulate: SHORT },
	{ case: 'fails late', emulate: { ...LONG, outcome: 'failed', reason: 'no calendar' } },
	{ case: 'fails soon', emulate: { ...SHORT, outcome: 'failed', reason: 'no room' } },
	{ case: 'is cancelled late', emulate: { ...LONG, outcome: 'cancelled' } },
	{ case: 'is refused' },
	{ case: 'is not confirmed' },
	{ case: 'has no agent' },
	{ case: 'has a result of null', emulate: { ...LONG, result: null } },
	{ case: 'is not finished in time', emulate: { durationMs: 60_000 } },
	{ case: 'completes late too', emulate: { durationMs: 1700 } },
];

const startOf = (name: string) => ({
	route: 'startJob' as const,
	when: ({ body }: { body?: unknown }) =>
		(body as { input: { case?: string } }).input.case === name,
});

const workflow = (releaseWorker: boolean, onError: OnError, options: IDataObject) =>
	runAgent(
		ITEMS,
		{ onError },
		{ timeoutSeconds: 3, releaseWorker, ...options },
		{ agentId: '={{ $json.case === "has no agent" ? "" : "event-scheduler" }}' },
	);

/** What is put out, with the jobs' ids, which differ from run to run, replaced by their items. */
function told(run: IRun) {
	const names = new Map(
		stage.emulator.jobs.map(({ jobId, input }) => [jobId, (input as { case: string }).case]),
	);
	let text = JSON.stringify({ outputs: outputOf(run), error: errorOf(run)?.message });
	for (const [jobId, name] of names) text = text.replaceAll(jobId, `the job that ${name}`);
	return JSON.parse(text) as IDataObject;
}

async function play(releaseWorker: boolean, onError: OnError, options: IDataObject) {
	const { emulator } = stage;
	emulator.fault({ ...startOf('is refused'), kind: 'status', status: 422, times: Infinity });
	emulator.fault({ ...startOf('is not confirmed'), kind: 'status', status: 502, times: Infinity });
	const n8n = new WaitingN8n(stage.credential());
	const id = await n8n.start(workflow(releaseWorker, onError, options));
	const wasParked = n8n.get(id).status === 'waiting';
	await n8n.untilAllEnded();
	const result = { ...told(n8n.get(id)), jobs: emulator.jobs.length };
	emulator.reset();
	return { wasParked, result };
}

it.each<[OnError, IDataObject]>([
	['continueErrorOutput', {}],
	['continueRegularOutput', {}],
	['continueErrorOutput', { onFailure: 'returnJob', onTimeout: 'returnJob' }],
])(
	'whatever becomes of items, a node (%s, %j) that lets its worker go puts out what one that holds it does',
	async (onError, options) => {
		const held = await play(false, onError, options);
		const released = await play(true, onError, options);
		expect(released.result).toEqual(held.result);
		expect([held.wasParked, released.wasParked]).toEqual([false, engine.canPark]);
	},
);
