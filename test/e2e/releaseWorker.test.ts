import {
	deleteExecutions,
	type Execution,
	freshUserFolder,
	getExecution,
	itemsOf,
	listExecutions,
	nodeErrorOf,
	type RealN8n,
	retryExecution,
	signIn,
	stopExecution,
	waitForExecution,
} from '../../scripts/real-n8n';
import { ParkedScenarios } from './support/parkedScenarios';
import { FAILED, NEXT } from './support/parking';
import { startAll, UNTOLD } from './support/releaseScenarios';
import { bootWithPackage } from './support/suiteN8n';
import { letTimeCome } from './support/timeTravel';
import { Workbench } from './support/workbench';
import { NODE } from './support/workflows';

// This n8n is killed, so it is not the one of the suite. All scenarios run in it at the same time:
// each takes minutes, as waits that are worth parking do.
let n8n: RealN8n;
let workbench: Workbench;
let scenarios: ParkedScenarios;

/** What became of every scenario. */
const ended: Record<string, Execution> = {};
let looksAtStopped = 0;
let secondsUntilLost = 0;
/** By the executions' ids: the sub-workflow that n8n linked to the node, and the one it lists. */
const linkAt: Record<string, string | undefined> = {};
const childAt: Record<string, string> = {};

async function noteLinks(): Promise<void> {
	for (const each of Object.values(scenarios.parked)) {
		const { runData } = await getExecution(workbench.session, each.executionId);
		linkAt[each.executionId] = runData[NODE][0].metadata?.subExecution?.executionId;
		childAt[each.executionId] = (await each.rows()).children[0].id;
	}
}

async function meddle(): Promise<void> {
	const { session, emulator } = workbench;
	await stopExecution(session, scenarios.parked.stopped.executionId);
	looksAtStopped = emulator.requests.length;
	const { parent, children } = await scenarios.parked.lost.rows();
	await deleteExecutions(session, [children[0].id]);
	secondsUntilLost = (Date.parse(String(parent.waitTill)) - Date.parse(parent.startedAt)) / 1000;
}

beforeAll(async () => {
	n8n = await bootWithPackage(await freshUserFolder('e2e', 'release'));
	workbench = await Workbench.open('Release tests', UNTOLD, await signIn(n8n.url));
	scenarios = await ParkedScenarios.open(workbench);
	await startAll(scenarios);
	for (const each of Object.values(scenarios.parked)) await each.untilParked(100_000);
	await noteLinks();
	await meddle();
	await n8n.kill();
	await letTimeCome(n8n, scenarios.parked.lost.executionId);
	await n8n.start();
	for (const [name, { executionId }] of Object.entries(scenarios.parked)) {
		ended[name] = await waitForExecution(workbench.session, executionId, { timeoutMs: 240_000 });
	}
}, 420_000);

afterAll(async () => {
	try {
		await workbench?.close();
	} finally {
		await n8n?.stop();
	}
});

it('starts each job once, whatever happens to n8n', () => {
	const counts = Object.keys(scenarios.parked).map((name) => [name, scenarios.jobsOf(name).length]);
	expect(Object.fromEntries(counts)).toEqual({
		'by hand': 3,
		production: 1,
		failing: 1,
		branch: 3,
		retrying: 2,
		stopped: 1,
		lost: 2,
	});
	expect(workbench.emulator.count('startJob')).toBe(13);
	expect(workbench.emulator.contractViolations).toEqual([]);
});

it('delivers results across a killed n8n: in input order, paired, several lengths together', async () => {
	const execution = ended['by hand'];
	expect(execution.error?.message).toBeUndefined();
	expect(execution.status).toBe('success');
	const items = itemsOf(execution, NEXT);
	expect(items.map(({ jobId }) => jobId)).toEqual(scenarios.jobIdsOf('by hand'));
	expect(items.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
	expect(items.map(({ from }) => from)).toEqual([0, 1, 2]);
	expect(await scenarios.childrenOf('by hand')).toEqual([]);
});

it('does so in production, without the error workflow', async () => {
	expect(ended.production).toMatchObject({ status: 'success', mode: 'webhook' });
	expect(itemsOf(ended.production, NODE).map(({ jobId }) => jobId)).toEqual(
		scenarios.jobIdsOf('production'),
	);
	expect(await scenarios.childrenOf('production')).toEqual([]);
});

it('a parked job that fails ends its execution, which runs the error workflow once', async () => {
	expect(ended.failing.status).toBe('error');
	const [jobId] = scenarios.jobIdsOf('failing');
	const error = nodeErrorOf(ended.failing, NODE);
	expect(error?.message).toBe(
		`The job "${jobId}" of agent "event-scheduler" failed: calendar not connected`,
	);
	expect(error?.description).toContain(jobId);
	const runs = await listExecutions(workbench.session, { workflowId: scenarios.errorWorkflow });
	expect(runs.map(({ status }) => status)).toEqual(['success']);
});

it.each([
	['as it was', false],
	['as it is saved now', true],
])(
	'Retry of such an execution, with the workflow %s, pays nothing again',
	async (_, currentWorkflow) => {
		const { session, emulator } = workbench;
		const id = await retryExecution(session, ended.failing.id, { currentWorkflow });
		const retried = await waitForExecution(session, id);
		expect(retried.status).toBe('error');
		expect(nodeErrorOf(retried, NODE)?.message).toBe(nodeErrorOf(ended.failing, NODE)?.message);
		expect(emulator.count('startJob')).toBe(13);
	},
);

it('failed items take the error branch with their IDs, the others go on', async () => {
	const [failed, good, failedSoon] = scenarios.jobIdsOf('branch');
	expect(ended.branch.status).toBe('success');
	expect(itemsOf(ended.branch, NEXT)).toEqual([
		expect.objectContaining({ jobId: good, status: 'completed', from: 1 }),
	]);
	const details = (jobId: string) =>
		expect.objectContaining({
			error: `The job "${jobId}" of agent "event-scheduler" failed: calendar not connected`,
			details: { agentId: 'event-scheduler', jobId, status: 'failed' },
		}) as object;
	expect(itemsOf(ended.branch, FAILED)).toEqual([details(failed), details(failedSoon)]);
	expect(await scenarios.childrenOf('branch')).toEqual([]);
});

it('Retry On Fail starts none of the jobs again', () => {
	const [failed, good] = scenarios.jobIdsOf('retrying');
	expect(itemsOf(ended.retrying, NODE)).toEqual([
		expect.objectContaining({ details: expect.objectContaining({ jobId: failed }) as object }),
		expect.objectContaining({ jobId: good, status: 'completed' }),
	]);
});

it('Stop ends the wait, and nobody looks at the job any more', async () => {
	expect(ended.stopped.status).toBe('canceled');
	const [jobId] = scenarios.jobIdsOf('stopped');
	const later = workbench.emulator.requests.slice(looksAtStopped);
	expect(later.filter((request) => request.jobId === jobId)).toEqual([]);
	expect(await scenarios.childrenOf('stopped')).toEqual([]);
});

it('a wait whose sub-workflow is gone ends at its deadline, and says so', () => {
	const [jobId, finished] = scenarios.jobIdsOf('lost');
	// Ten minutes for the job, and an hour during which n8n may be down.
	expect(secondsUntilLost).toBeGreaterThanOrEqual(4_200);
	expect(secondsUntilLost).toBeLessThan(4_260);
	expect(ended.lost.status).toBe('success');
	expect(itemsOf(ended.lost, NEXT)).toEqual([
		{
			agentId: 'event-scheduler',
			jobId,
			status: 'unknown',
			errorMessage: expect.stringMatching(/^n8n lost the wait for the job/) as string,
			from: 0,
		},
		expect.objectContaining({ jobId: finished, status: 'completed', from: 1 }),
	]);
});

it('was linked to its sub-workflow while it waited', () => {
	for (const { id } of Object.values(ended)) expect(linkAt[id]).toBeDefined();
	expect(linkAt).toEqual(childAt);
});
