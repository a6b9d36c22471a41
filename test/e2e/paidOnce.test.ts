import type { IDataObject, INode } from 'n8n-workflow';

import {
	type Execution,
	itemsOf,
	nodeErrorOf,
	retryExecution,
	startRun,
	updateWorkflow,
	waitForExecution,
	type WorkflowFile,
} from '../../scripts/real-n8n';
import { RUN, startedTasks, tasks } from './support/tasks';
import { useWorkbench } from './support/workbench';
import { byId, NODE, node, oneNode, START } from './support/workflows';

const workbench = useWorkbench('Paid once tests', { behaviour: { jobs: { durationMs: 200 } } });

const runTasks = (items: IDataObject[], more: Partial<INode> = {}): WorkflowFile =>
	oneNode(RUN, workbench().credential, items, more);

async function runStored(workflow: WorkflowFile) {
	const { session } = workbench();
	const stored = await workbench().store(workflow);
	const execution = await waitForExecution(session, await startRun(session, stored));
	return { stored, execution };
}

async function retry(execution: Execution, currentWorkflow: boolean): Promise<Execution> {
	const { session } = workbench();
	const id = await retryExecution(session, execution.id, { currentWorkflow });
	return await waitForExecution(session, id);
}

describe('Retry On Fail', () => {
	it('starts only the failed one of five again', async () => {
		const { emulator } = workbench();
		emulator.behaviour.jobs.outcome = ({ nth, input }) =>
			nth <= 5 && (input as IDataObject).task === 2 ? 'failed' : undefined;
		const { execution } = await runStored(
			runTasks(tasks(5), { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 }),
		);
		expect(execution.status).toBe('success');
		expect(startedTasks(emulator)).toEqual([0, 1, 2, 2, 3, 4]);
		expect(itemsOf(execution, NODE)).toHaveLength(5);
	});

	it('does not repeat a start that got no clear answer', async () => {
		const { emulator } = workbench();
		emulator.fault({
			route: 'startJob',
			kind: 'status',
			status: 500,
			startsAnyway: true,
			times: 1,
		});
		const { execution } = await runStored(
			runTasks(tasks(1), { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 }),
		);
		expect(execution.status).toBe('error');
		expect(nodeErrorOf(execution, NODE)?.message).toMatch(/may have been started/);
		expect(emulator.count('startJob')).toBe(1);
	});
});

describe.each([
	['with the workflow as it was', false],
	['with the workflow as it is saved now', true],
])('Retry execution %s', (_, currentWorkflow) => {
	it('waits again for jobs whose polling broke, and starts none', async () => {
		const { emulator } = workbench();
		const broken = emulator.fault({ route: 'getJob', kind: 'status', status: 401 });
		const { execution } = await runStored(runTasks(tasks(3)));
		expect(execution.status).toBe('error');
		const started = emulator.count('startJob');
		broken.remove();
		const retried = await retry(execution, currentWorkflow);
		expect(retried.error?.message).toBeUndefined();
		expect(retried.status).toBe('success');
		expect(itemsOf(retried, NODE)).toHaveLength(3);
		expect(startedTasks(emulator)).toEqual([0, 1, 2]);
		expect(started).toBeLessThanOrEqual(3);
	});

	it('starts a failed job anew and fetches the completed ones', async () => {
		const { emulator } = workbench();
		emulator.behaviour.jobs.outcome = ({ nth, input }) =>
			nth <= 3 && (input as IDataObject).task === 1 ? 'failed' : undefined;
		const { execution } = await runStored(runTasks(tasks(3)));
		expect(execution.status).toBe('error');
		const retried = await retry(execution, currentWorkflow);
		expect(retried.status).toBe('success');
		expect(startedTasks(emulator)).toEqual([0, 1, 1, 2]);
	});
});

it('Retry execution does not take the jobs of another input for its own', async () => {
	const { emulator, session } = workbench();
	emulator.behaviour.jobs.outcome = ({ nth }) => (nth === 1 ? 'failed' : undefined);
	const { stored, execution } = await runStored(runTasks(tasks(2)));
	const agentId = byId('invoice-reader');
	const nodes = stored.nodes.map((each) =>
		each.name === NODE ? { ...each, parameters: { ...each.parameters, agentId } } : each,
	);
	await updateWorkflow(session, stored, { nodes });
	const retried = await retry(execution, true);
	expect(retried.status).toBe('success');
	expect(itemsOf(retried, NODE).map(({ agentId: used }) => used)).toEqual([
		'invoice-reader',
		'invoice-reader',
	]);
	expect(emulator.count('startJob', { agentId: 'invoice-reader' })).toBe(2);
});

it('a loop starts one job in each of its rounds', async () => {
	const LOOP = 'Loop Over Items';
	const single = runTasks(tasks(4));
	const workflow: WorkflowFile = {
		...single,
		name: 'Loop',
		nodes: [
			...single.nodes,
			node(
				LOOP,
				'n8n-nodes-base.splitInBatches',
				{ batchSize: 1, options: {} },
				{ typeVersion: 3 },
			),
		],
		connections: {
			[START]: { main: [[{ node: LOOP, type: 'main', index: 0 }]] },
			[LOOP]: { main: [[], [{ node: NODE, type: 'main', index: 0 }]] },
			[NODE]: { main: [[{ node: LOOP, type: 'main', index: 0 }]] },
		},
	};
	const { execution } = await runStored(workflow);
	expect(execution.status).toBe('success');
	expect(startedTasks(workbench().emulator)).toEqual([0, 1, 2, 3]);
	expect(new Set(itemsOf(execution, NODE).map(({ jobId }) => jobId)).size).toBe(4);
});

it('the error branch carries the failed job, and the others are delivered', async () => {
	const { emulator } = workbench();
	emulator.behaviour.jobs.outcome = ({ input }) =>
		(input as IDataObject).task === 1 ? 'failed' : undefined;
	emulator.behaviour.jobs.reason = 'calendar not connected';
	const { execution } = await runStored(runTasks(tasks(3), { onError: 'continueErrorOutput' }));
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, NODE)).toHaveLength(2);
	const failed = emulator.jobs.find(({ plan }) => plan.outcome === 'failed');
	expect(itemsOf(execution, NODE, { branch: 1 })).toEqual([
		{
			// n8n keeps the fields of the item that failed beside ours.
			task: 1,
			error: expect.stringContaining('calendar not connected'),
			details: expect.objectContaining({
				agentId: 'event-scheduler',
				jobId: failed?.jobId,
				status: 'failed',
			}),
		},
	]);
});
