import {
	activateWorkflow,
	freshUserFolder,
	itemsOf,
	listExecutions,
	type RealN8n,
	retryExecution,
	signIn,
	waitForExecution,
	waitForExecutions,
} from '../../scripts/real-n8n';
import { onFinishedJobs, pollsLater, TRIGGER } from './support/polling';
import { bootWithPackage } from './support/suiteN8n';
import { tasks } from './support/tasks';
import { callWebhook, onWebhook } from './support/webhook';
import { Workbench } from './support/workbench';
import { NODE } from './support/workflows';

// This n8n is killed, so it is not the one of the suite.
let n8n: RealN8n;
let workbench: Workbench;

beforeAll(async () => {
	n8n = await bootWithPackage(await freshUserFolder('e2e', 'crash'));
	workbench = await Workbench.open('Crash tests', {}, await signIn(n8n.url));
}, 180_000);
afterAll(async () => {
	try {
		await workbench?.close();
	} finally {
		await n8n?.stop();
	}
});

it('the trigger fires once for each job that finished while n8n was killed', async () => {
	const { emulator, session, credential } = workbench;
	emulator.seedHistory(10);
	const stored = await workbench.store(onFinishedJobs(credential));
	await activateWorkflow(session, stored);
	const running = emulator.startJob('event-scheduler', 'across the crash');
	running.endsAt = Infinity;
	await pollsLater(emulator, 2);

	await n8n.kill();
	emulator.finish(running.jobId);
	const whileDown = emulator.startJob('invoice-reader', 'while n8n is down');
	emulator.finish(whileDown.jobId);
	await n8n.start();

	await waitForExecutions(session, stored.id, 1, 60_000);
	await pollsLater(emulator, 2);
	const rows = await listExecutions(session, { workflowId: stored.id });
	const executions = await waitForExecutions(session, stored.id, rows.length, 10_000);
	const fired = executions.flatMap((execution) => itemsOf(execution, TRIGGER));
	expect(fired.map(({ jobId }) => jobId).sort()).toEqual([running.jobId, whileDown.jobId].sort());
	expect(emulator.contractViolations).toEqual([]);
});

// Not what one would wish for, but what the README has to tell.
it('an execution that was killed with n8n counts as crashed, and its retry starts the jobs anew', async () => {
	const { emulator, session, credential } = workbench;
	emulator.reset();
	emulator.behaviour.jobs.durationMs = Infinity;
	const stored = await workbench.store(onWebhook('killed', credential, { answersAtOnce: true }));
	await activateWorkflow(session, stored);
	await callWebhook(n8n.url, 'killed', { tasks: tasks(2) });
	await emulator.until(({ runningJobs }) => runningJobs === 2, 60_000);
	const lost = emulator.jobs.map(({ jobId }) => jobId);

	await n8n.kill();
	await n8n.start();
	const [{ id }] = await listExecutions(session, { workflowId: stored.id });
	const crashed = await waitForExecution(session, id, { states: ['crashed'] });
	for (const jobId of lost) expect(crashed.raw).not.toContain(jobId);

	emulator.finish();
	emulator.behaviour.jobs.durationMs = 500;
	const again = await retryExecution(session, id, { currentWorkflow: false });
	const retried = await waitForExecution(session, again);
	expect(retried.status).toBe('success');
	const delivered = itemsOf(retried, NODE).map(({ jobId }) => jobId);
	expect(delivered).toHaveLength(2);
	expect(delivered.filter((jobId) => lost.includes(String(jobId)))).toEqual([]);
	expect(emulator.count('startJob')).toBe(4);
});
