import {
	activateWorkflow,
	deactivateWorkflow,
	itemsOf,
	listExecutions,
	type StoredWorkflow,
	waitForExecutions,
} from '../../scripts/real-n8n';
import { useWorkbench } from './support/workbench';
import { onFinishedJobs, pollsLater, TRIGGER } from './support/polling';

const workbench = useWorkbench('Trigger tests');

async function publish(): Promise<StoredWorkflow> {
	const stored = await workbench().store(onFinishedJobs(workbench().credential));
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
		await pollsLater(workbench().emulator, 1);
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

		await pollsLater(workbench().emulator, 2);
		expect(await listExecutions(session, { workflowId: id })).toHaveLength(1);
		await deactivateWorkflow(session, id);
	});
});
