import { AGENTSCODE_TRIGGER, chain, node } from '../e2e/support/workflows';
import { useEditor } from './support/stage';

const ui = useEditor('trigger');
const TRIGGER = 'AgentsCode Trigger';

it.each<[string, object, string[]]>([
	['jobFinished', {}, ['jobFinished', 'completed']],
	['creditsLow', { threshold: 1_000_000 }, ['creditsLow', '1000000']],
])('the test button gives an event: %s', async (event, more, shown) => {
	const { editor, workbench } = ui;
	const job = workbench.emulator.startJob('event-scheduler', 'Book a table');
	workbench.emulator.finish(job.jobId, 'completed');
	const credentials = { agentsCodeApi: workbench.credential };
	const file = {
		name: `Test event ${event}`,
		nodes: [
			node(TRIGGER, AGENTSCODE_TRIGGER, { event, ...more }, { credentials }),
			node('Then', 'n8n-nodes-base.noOp', {}, { position: [200, 0] }),
		],
		connections: chain(TRIGGER, 'Then'),
	};
	await editor.openWorkflow(await workbench.store(file));
	await editor.openNode(TRIGGER);
	await editor.runNode();
	for (const text of shown) await editor.outputShows(text);
	if (event === 'jobFinished') await editor.outputShows(job.jobId);
});
