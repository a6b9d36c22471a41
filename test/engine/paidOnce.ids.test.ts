import { numbered, runAgent } from './agentRuns';
import { errorOf, jsonOf, outputOf } from './harness';
import { openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 60 } });

/** The service calls the job, or its agent, something else than it was asked for. */
function answers(change: object): void {
	stage.emulator.fault({
		route: 'getJob',
		times: Infinity,
		kind: 'mutate',
		change: (body: object) => ({ ...body, ...change }),
	});
}

describe('the agent ID that was asked for stays', () => {
	it.each(['agent_123456', null])('where the job says %s', async (agentId) => {
		answers({ agentId });
		const [item] = jsonOf(await stage.play(runAgent(numbered(1))));
		expect(item.agentId).toBe('event-scheduler');
		expect(Object.keys(item)[0]).toBe('agentId');
	});

	it('where the answer to the start says another', async () => {
		const change = (body: object) => ({ ...body, agentId: 'agent_123456' });
		stage.emulator.fault({ route: 'startJob', kind: 'mutate', change });
		const run = await stage.play(runAgent(numbered(1), {}, {}, { waitForCompletion: false }));
		expect(jsonOf(run)[0].agentId).toBe('event-scheduler');
	});
});

describe('the ID of the job that is paid for stays, whatever ID the answer bears', () => {
	it('where it completed', async () => {
		answers({ jobId: 'another' });
		const [item] = jsonOf(await stage.play(runAgent(numbered(1))));
		expect(item).toMatchObject({ status: 'completed', jobId: stage.emulator.jobs[0].jobId });
	});

	it('where it failed', async () => {
		stage.emulator.behave({ jobs: { outcome: 'failed' } });
		answers({ jobId: 'another' });
		const run = await stage.play(runAgent(numbered(1), { onError: 'continueErrorOutput' }));
		const { jobId } = stage.emulator.jobs[0];
		const [failed] = outputOf(run)[1].map(({ json }) => json);
		expect(failed.error).toContain(`The job "${jobId}"`);
		expect(failed.details).toMatchObject({ jobId });
	});

	it('where it is listed with others', async () => {
		stage.emulator.behave({ jobs: { outcome: 'failed' } });
		answers({ jobId: 'another' });
		const run = await stage.play(runAgent(numbered(1)));
		expect(errorOf(run)?.description).toContain(`${stage.emulator.jobs[0].jobId} (failed)`);
	});
});
