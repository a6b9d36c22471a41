import {
	activateWorkflow,
	itemsOf,
	listExecutions,
	type RealN8n,
	signIn,
	waitForExecutions,
} from '../../scripts/real-n8n';
import { onFinishedJobs, pollsLater, TRIGGER } from './support/polling';
import { bootWithPackage, freshUserFolder } from './support/suiteN8n';
import { Workbench } from './support/workbench';

// This n8n is killed, so it is not the one of the suite.
let n8n: RealN8n;
let workbench: Workbench;

beforeAll(async () => {
	n8n = await bootWithPackage(await freshUserFolder('crash'));
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
