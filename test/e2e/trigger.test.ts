import {
	activateWorkflow,
	deactivateWorkflow,
	itemsOf,
	listExecutions,
	type StoredWorkflow,
	waitForExecutions,
	type WorkflowFile,
} from '../../scripts/real-n8n';
import { useWorkbench } from './support/workbench';
import { AGENTSCODE_TRIGGER, chain, node } from './support/workflows';

const workbench = useWorkbench('Trigger tests');

const TRIGGER = 'AgentsCode Trigger';

/** n8n refuses intervals below a minute, but takes several fixed seconds of each minute. */
const EVERY_5_SECONDS = Array.from({ length: 12 }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${index * 5} * * * * *`,
}));

const workflow = (): WorkflowFile => ({
	name: 'On finished jobs',
	nodes: [
		node(
			TRIGGER,
			AGENTSCODE_TRIGGER,
			{ pollTimes: { item: EVERY_5_SECONDS }, event: 'jobFinished' },
			{ credentials: { agentsCodeApi: workbench().credential } },
		),
		node('Then', 'n8n-nodes-base.noOp', {}),
	],
	connections: chain(TRIGGER, 'Then'),
});

/** Waits for so many more polls; each reads at least one page of the history. */
async function pollsLater(count: number): Promise<void> {
	const { emulator } = workbench();
	const before = emulator.count('getHistory');
	await emulator.until((service) => service.count('getHistory') >= before + count, 60_000);
}

async function publish(): Promise<StoredWorkflow> {
	const stored = await workbench().store(workflow());
	await activateWorkflow(workbench().session, stored);
	return stored;
}

describe('the published trigger', () => {
	it('fires once for a job that finishes, and not for what had finished before', async () => {
		const { emulator, session } = workbench();
		emulator.seedHistory(30);
		const running = emulator.startJob('event-scheduler', 'was running already');
		running.endsAt = Infinity;
		const { id } = await publish();
		await pollsLater(1);
		expect(await listExecutions(session, { workflowId: id })).toEqual([]);

		emulator.finish(running.jobId);
		const [execution] = await waitForExecutions(session, id, 1, 60_000);
		expect(execution).toMatchObject({ mode: 'trigger', status: 'success' });
		expect(itemsOf(execution, TRIGGER)).toEqual([
			expect.objectContaining({
				event: 'jobFinished',
				agentId: 'event-scheduler',
				jobId: running.jobId,
				status: 'completed',
				creditsUsed: 5,
				result: expect.objectContaining({ input: 'was running already' }),
			}),
		]);

		await pollsLater(2);
		expect(await listExecutions(session, { workflowId: id })).toHaveLength(1);
		await deactivateWorkflow(session, id);
	});
});
