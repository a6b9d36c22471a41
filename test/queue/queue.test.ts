import type { IDataObject } from 'n8n-workflow';

import { fs, sleep } from '../../scripts/platform';
import {
	activateWorkflow,
	deactivateWorkflow,
	itemsOf,
	listExecutions,
	retryExecution,
	signIn,
	stopExecution,
	type StoredWorkflow,
	waitForExecution,
	waitForExecutions,
} from '../../scripts/real-n8n';
import { Parked, parkingByWebhook, startByWebhook } from '../e2e/support/parking';
import { onFinishedJobs, pollsLater, TRIGGER } from '../e2e/support/polling';
import { tasks } from '../e2e/support/tasks';
import { callWebhook, onWebhook } from '../e2e/support/webhook';
import { Workbench } from '../e2e/support/workbench';
import { NODE } from '../e2e/support/workflows';
import { Cluster } from './support/cluster';

let cluster: Cluster;
let bench: Workbench;

beforeAll(async () => {
	cluster = await Cluster.open();
	bench = await Workbench.open('Queue tests', {}, await signIn(cluster.main.url));
}, 900_000);
afterEach(async () => {
	const violations = bench?.emulator.contractViolations ?? [];
	await bench?.clear();
	expect(violations).toEqual([]);
});
afterAll(async () => {
	await bench?.emulator.close();
	await cluster?.close();
}, 120_000);

async function publish(path: string, answersAtOnce = false): Promise<StoredWorkflow> {
	const stored = await bench.store(onWebhook(path, bench.credential, { answersAtOnce }));
	await activateWorkflow(bench.session, stored);
	return stored;
}

/** Starts a run whose jobs do not end by themselves, and waits until all of them are there. */
async function runForLong(path: string, count: number) {
	bench.emulator.behaviour.jobs.durationMs = Infinity;
	const { id } = await publish(path, true);
	await callWebhook(cluster.main.url, path, { tasks: tasks(count) });
	await bench.emulator.until(({ runningJobs }) => runningJobs === count, 60_000);
	const [execution] = await listExecutions(bench.session, { workflowId: id });
	const worker = await cluster.workerOf(execution.id);
	if (!worker) throw new Error(`No worker has execution ${execution.id}`);
	return { executionId: execution.id, worker };
}

/** Ends the jobs of some work once so many of them run, however long a busy machine takes for that. */
async function endingOnce<T>(count: number, work: Promise<T>): Promise<T> {
	const { emulator } = bench;
	const allRun = emulator.until(({ runningJobs }) => runningJobs === count, 60_000);
	const [result] = await Promise.all([work, allRun.then(() => emulator.finish())]);
	return result;
}

it('answers a webhook with 50 results in order, one job for each', async () => {
	const { emulator } = bench;
	emulator.behaviour.jobs.durationMs = Infinity;
	const { id } = await publish('fifty');
	const answering = callWebhook(cluster.main.url, 'fifty', { tasks: tasks(50) });
	const answer = await endingOnce(50, answering);
	const inputs = (answer as Array<{ result: IDataObject }>).map(({ result }) => result.input);
	expect(inputs).toEqual(tasks(50));
	expect(emulator.count('startJob')).toBe(50);
	expect(emulator.peakJobs).toBe(50);
	const [execution] = await waitForExecutions(bench.session, id, 1);
	expect(execution.status).toBe('success');
	expect(await cluster.workerOf(execution.id)).toBeDefined();
});

it('runs two executions at once, each on a worker of its own', async () => {
	const { emulator, session } = bench;
	emulator.behaviour.jobs.durationMs = Infinity;
	const { id } = await publish('twice');
	const call = async () => await callWebhook(cluster.main.url, 'twice', { tasks: tasks(5) });
	await endingOnce(10, Promise.all([call(), call()]));
	expect(emulator.peakJobs).toBe(10);
	expect(emulator.count('startJob')).toBe(10);
	const executions = await waitForExecutions(session, id, 2);
	const workers = await Promise.all(
		executions.map(async (each) => await cluster.workerOf(each.id)),
	);
	expect(new Set(workers)).toEqual(new Set(cluster.workers));
	for (const execution of executions) expect(itemsOf(execution, NODE)).toHaveLength(5);
});

it('Stop reaches the worker: no request follows, and its log lists the jobs', async () => {
	const { emulator, session } = bench;
	const { executionId, worker } = await runForLong('stopped', 5);
	await stopExecution(session, executionId);
	const execution = await waitForExecution(session, executionId);
	expect(execution.status).toBe('canceled');
	const jobIds = emulator.jobs.map(({ jobId }) => jobId);
	await untilLogged(worker.logFile, jobIds);
	const sent = emulator.count();
	await sleep(3_000);
	expect(emulator.count()).toBe(sent);
});

it('the trigger fires once for each finished job, though three processes know the workflow', async () => {
	const { emulator, session } = bench;
	emulator.seedHistory(10);
	const stored = await bench.store(onFinishedJobs(bench.credential));
	const running = [1, 2, 3].map((n) => emulator.startJob('event-scheduler', `job ${n}`));
	for (const job of running) job.endsAt = Infinity;
	await activateWorkflow(session, stored);
	await pollsLater(emulator, 1);
	for (const { jobId } of running) {
		emulator.finish(jobId);
		await pollsLater(emulator, 1);
	}
	await pollsLater(emulator, 2);
	await deactivateWorkflow(session, stored.id);
	const rows = await listExecutions(session, { workflowId: stored.id });
	const executions = await waitForExecutions(session, stored.id, rows.length);
	const fired = executions.flatMap((execution) => itemsOf(execution, TRIGGER));
	expect(fired.map(({ jobId }) => jobId).sort()).toEqual(running.map(({ jobId }) => jobId).sort());
	for (const { id } of executions) expect(await cluster.workerOf(id)).toBeDefined();
});

describe('workers that are killed', () => {
	let parkedBench: Workbench;
	let parked: Parked;

	// Waits in its node for a minute, on one worker, while the other one is killed.
	beforeAll(async () => {
		// Without progress it is looked at every 65 s; it ends when told, however long the test before takes.
		const untold = { behaviour: { jobs: { progress: 'absent' as const } } };
		parkedBench = await Workbench.open('Parked', untold, bench.session);
		const { session, credential, emulator } = parkedBench;
		const stored = await parkedBench.store(parkingByWebhook('parked', credential));
		const id = await startByWebhook(session, stored, { durationMs: 3_600_000 });
		parked = new Parked(session, stored, id);
		await emulator.until(({ runningJobs }) => runningJobs === 1, 60_000);
	});
	afterAll(async () => await parkedBench?.emulator.close());

	it('in mid-wait: n8n ends the execution, and a retry starts no job twice, nor any other', async () => {
		const { emulator, session } = bench;
		const { executionId, worker } = await runForLong('killed', 3);
		await worker.kill();
		const jobIds = emulator.jobs.map(({ jobId }) => jobId);
		const ended = await waitForExecution(session, executionId, { timeoutMs: 90_000 });
		expect(ended.status).toBe('error');
		expect(ended.error?.message).toMatch(/failed to be processed too many times/);
		// Nothing is kept of what the node did.
		expect(ended.runData).toEqual({});
		for (const jobId of jobIds) expect(ended.raw).not.toContain(jobId);
		emulator.finish();
		for (const currentWorkflow of [false, true]) {
			const id = await retryExecution(session, executionId, { currentWorkflow });
			const retried = await waitForExecution(session, id, { timeoutMs: 60_000 });
			expect(retried).toMatchObject({ status: 'error', runData: {} });
			expect(retried.error?.message).toBe(ended.error?.message);
		}
		expect(emulator.count('startJob')).toBe(3);
		await worker.start();
	});

	it('while an execution is parked: its result arrives, and its job was started once', async () => {
		const { emulator, session } = parkedBench;
		await parked.untilParked(120_000);
		for (const worker of cluster.workers) await worker.kill();
		emulator.finish();
		for (const worker of cluster.workers) await worker.start();
		const execution = await waitForExecution(session, parked.executionId, { timeoutMs: 240_000 });
		expect(execution.error?.message).toBeUndefined();
		expect(execution.status).toBe('success');
		const [{ jobId }] = emulator.jobs;
		expect(itemsOf(execution, NODE)).toEqual([
			expect.objectContaining({ jobId, status: 'completed' }),
		]);
		expect(emulator.count('startJob')).toBe(1);
		expect(emulator.contractViolations).toEqual([]);
	}, 400_000);
});

async function untilLogged(logFile: string, words: string[]): Promise<void> {
	const deadline = Date.now() + 10_000;
	for (;;) {
		const log = await fs.readFile(logFile, 'utf8');
		const missing = words.filter((word) => !log.includes(word));
		if (missing.length === 0) return;
		if (Date.now() > deadline) throw new Error(`Not in ${logFile}: ${missing.join(', ')}`);
		await sleep(100);
	}
}
