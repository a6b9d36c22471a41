import {
	type Execution,
	getExecution,
	itemsOf,
	listExecutions,
	waitForExecution,
	startRun,
	type WorkflowFile,
} from '../../scripts/real-n8n';
import { suiteCanPark } from './support/suiteN8n';
import { RUN, startedTasks, tasks } from './support/tasks';
import { useWorkbench } from './support/workbench';
import { chain, NODE, node, oneNode, START } from './support/workflows';

const workbench = useWorkbench('Held worker tests', { behaviour: { jobs: { durationMs: 1_500 } } });

const RELEASE = { ...RUN, options: { releaseWorker: true } };

const TASKS = tasks(2);

const SAYS =
	/^'Release Worker While Waiting' was not used: .+ The node waited with its worker instead\.$/;

function hintsOf(execution: Execution): string[] {
	return (execution.runData[NODE][0].hints ?? []).map(({ message }) => message);
}

it('a short job is waited for in the node', async () => {
	const { session, emulator, credential } = workbench();
	const stored = await workbench().store(oneNode(RELEASE, credential, TASKS));
	const execution = await waitForExecution(session, await startRun(session, stored));
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, NODE).map(({ status }) => status)).toEqual(['completed', 'completed']);
	// An n8n that can not park says so, however short the job.
	expect(hintsOf(execution)).toEqual(suiteCanPark() ? [] : [expect.stringMatching(SAYS)]);
	expect(await listExecutions(session, { workflowId: stored.id })).toHaveLength(1);
	expect(startedTasks(emulator)).toEqual([0, 1]);
});

/** Runs the node in a sub-workflow of its own for each item. */
function inSubWorkflows(): WorkflowFile {
	const inner = oneNode(RELEASE, workbench().credential);
	const trigger = node(
		START,
		'n8n-nodes-base.executeWorkflowTrigger',
		{ inputSource: 'passthrough' },
		{ typeVersion: 1.1 },
	);
	const subWorkflow = { nodes: [trigger, inner.nodes[1]], connections: chain(START, NODE) };
	const CALL = 'Execute Workflow';
	return {
		name: 'In sub-workflows',
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', {}),
			node(
				CALL,
				'n8n-nodes-base.executeWorkflow',
				{ source: 'parameter', workflowJson: JSON.stringify(subWorkflow), mode: 'each' },
				{ typeVersion: 1.2 },
			),
		],
		connections: chain(START, CALL),
		pinData: { [START]: TASKS.map((json) => ({ json })) },
	};
}

it('in a sub-workflow the node waits with its worker, and says so', async () => {
	const { session, emulator } = workbench();
	const stored = await workbench().store(inSubWorkflows());
	const execution = await waitForExecution(session, await startRun(session, stored));
	expect(execution.error?.message).toBeUndefined();
	const results = itemsOf(execution, 'Execute Workflow');
	expect(results.map(({ status }) => status)).toEqual(['completed', 'completed']);
	const rows = await listExecutions(session, { workflowId: stored.id });
	const inner = rows.filter(({ mode }) => mode === 'integrated');
	expect(inner).toHaveLength(2);
	for (const { id } of inner) {
		expect(hintsOf(await getExecution(session, id))).toEqual([expect.stringMatching(SAYS)]);
	}
	expect(startedTasks(emulator)).toEqual([0, 1]);
});
