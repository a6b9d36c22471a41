import { byId, NODE, oneNode } from '../e2e/support/workflows';
import { BETWEEN, behindAnother, PICKED } from './support/nodes';
import { expectSoon } from './support/soon';
import { useEditor } from './support/stage';

const ui = useEditor('run', { behaviour: { jobs: { durationMs: 1500 } } });

const RUN = { resource: 'agent', operation: 'run', inputMode: 'text', inputText: 'Book a table' };
const items = (count: number) => Array.from({ length: count }, (_, index) => ({ index }));

it("a run's output shows, and its steps in the console", async () => {
	const { editor, workbench } = ui;
	const file = oneNode({ ...RUN, agentId: PICKED }, workbench.credential, items(2));
	await editor.openWorkflow(await workbench.store(file));
	await editor.openNode(NODE);
	editor.consoleLines.length = 0;
	await editor.runNode();
	await editor.outputShows('2 items');
	await editor.outputShows('completed');
	await editor.outputShows('Appointment booked for tomorrow at 10:00');
	await editor.consoleShows(`[Node: "${NODE}"] 2 of 2 jobs finished`);
	const ours = editor.consoleLines.filter((line) => line.startsWith(`[Node: "${NODE}"]`));
	expect(ours.at(-1)).toBe(`[Node: "${NODE}"] 2 of 2 jobs finished`);
	expect(ours[0]).toMatch(/\] [12] of 2 jobs started$/);
	expect(await editor.hints()).toEqual([]);
});

it('what did not work is told in words, with what to do', async () => {
	const { editor, workbench } = ui;
	const parameters = { resource: 'job', operation: 'get', agentId: byId('event-scheduler') };
	const file = oneNode({ ...parameters, jobId: 'nope' }, workbench.credential);
	await editor.openWorkflow(await workbench.store(file));
	await editor.openNode(NODE);
	await editor.runNode();
	await editor.at('node-error-message').waitFor();
	expect(await editor.at('node-error-message').innerText()).toBe(
		'Could not get the job "nope" of agent "event-scheduler": AgentsCode does not know it (HTTP 404): Job not found',
	);
	expect(await editor.at('node-error-description').innerText()).toBe(
		'Check the IDs; pick the agent from the list to be sure that it exists.',
	);
});

it('the reason why a job failed shows', async () => {
	const { editor, workbench } = ui;
	workbench.emulator.behave({ jobs: { outcome: 'failed', reason: 'calendar not connected' } });
	const file = oneNode({ ...RUN, agentId: PICKED }, workbench.credential);
	await editor.openWorkflow(await workbench.store(file));
	await editor.openNode(NODE);
	await editor.runNode();
	await editor.at('node-error-message').waitFor();
	expect(await editor.at('node-error-message').innerText()).toMatch(
		/^The job "[\w-]+" of agent "event-scheduler" failed: calendar not connected$/,
	);
	expect(await editor.at('node-error-description').innerText()).toMatch(
		/^AgentsCode charges only successful runs\. .*; only failed ones may be started anew\. A retry of an earlier one .*\.$/,
	);
});

it('many items: hints before the run, and beside its output', async () => {
	const { editor, workbench } = ui;
	const file = behindAnother({ ...RUN, agentId: PICKED }, workbench.credential, items(60));
	const settings = { executionOrder: 'v1' as const, executionTimeout: 300 };
	await editor.openWorkflow(await workbench.store({ ...file, settings }));
	await editor.runOnCanvas(BETWEEN);
	await editor.openNode(NODE);
	const hints = async () => await editor.hints();
	await expectSoon(hints, [
		expect.stringMatching(/^With so many input items this costs more than 100 credits/),
		expect.stringMatching(/^More than 50 items come in, and each starts a job/),
	]);
	await ui.picture('hints-before');
	expect(workbench.emulator.jobs).toHaveLength(0);

	// As many as may run at once do, however long the machine takes to start them beside a browser.
	workbench.emulator.behave({ jobs: { durationMs: Infinity } });
	await editor.runNode();
	await workbench.emulator.until(({ runningJobs }) => runningJobs === 50, 60_000);
	workbench.emulator.behave({ jobs: { durationMs: 500 } });
	workbench.emulator.finish();
	await editor.outputShows('60 items');
	await expectSoon(hints, [
		expect.stringMatching(/^60 items asked for 60 paid runs, 300 credits in all/),
		expect.stringMatching(/^60 jobs, of which no more than 50 ran at once/),
		expect.stringMatching(/^The workflow's own timeout of 300 seconds is shorter/),
	]);
	expect(workbench.emulator.peakJobs).toBe(50);
});
