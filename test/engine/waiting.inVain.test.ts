import { runParameters } from './agentRuns';
import { errorOf, jsonOf } from './harness';
import { lasting, numbers } from './lastingRuns';
import { openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 100 } });

describe('time is up', () => {
	it('ends the item with the ID of its job', async () => {
		const ran = await stage.run(lasting(60_000), runParameters({ timeoutSeconds: 1 }));
		const { jobId } = stage.emulator.jobs[0];
		expect(errorOf(ran)).toMatchObject({
			message: expect.stringMatching(
				`^The job "${jobId}" of agent "event-scheduler" was not finished after 1 second`,
			) as string,
			description: expect.stringContaining('Wait for Completion') as string,
			context: { itemIndex: 0 },
		});
	});

	it('or passes the job on as it was last seen', async () => {
		const items = lasting(60_000, 50);
		const ran = await stage.run(
			items,
			runParameters({ timeoutSeconds: 1, onTimeout: 'returnJob' }),
		);
		expect(errorOf(ran)).toBeUndefined();
		expect(jsonOf(ran)).toEqual([
			{
				agentId: 'event-scheduler',
				jobId: stage.emulator.jobs[0].jobId,
				status: 'active',
				progress: expect.any(Number) as number,
			},
			expect.objectContaining({ status: 'completed' }),
		]);
	});

	it('sends the item to the error output with its job, where the node goes on', async () => {
		const ran = await stage.run(lasting(60_000, 50), runParameters({ timeoutSeconds: 1 }), {
			onError: 'continueErrorOutput',
		});
		const { jobId } = stage.emulator.jobs[0];
		expect(numbers(jsonOf(ran))).toEqual([1]);
		expect(jsonOf(ran, 'AgentsCode', 1)).toEqual([
			expect.objectContaining({
				error: expect.stringContaining(jobId) as string,
				details: { agentId: 'event-scheduler', jobId, status: 'active' },
			}),
		]);
	});

	it('takes one last look: a job that ends just in time is not lost', async () => {
		const { emulator } = stage;
		const options = { timeoutSeconds: 2, pollIntervalSeconds: 1.2 };
		const running = stage.run(lasting(60_000), runParameters(options));
		// The next look but for the last one would be due after the deadline.
		await emulator.until(() => emulator.count('getJob') === 1);
		emulator.finish();
		expect(jsonOf(await running)).toEqual([expect.objectContaining({ status: 'completed' })]);
		expect(emulator.count('getJob')).toBe(2);
	});
});

describe('a job that ends without a result', () => {
	it.each([
		['failed', 'failed: The page is gone'],
		['cancelled', 'was cancelled: The page is gone'],
	] as const)('%s: ends the item with the reason and the ID', async (outcome, words) => {
		const ran = await stage.run(
			[{ emulate: { outcome, reason: 'The page is gone' } }],
			runParameters(),
		);
		const { jobId } = stage.emulator.jobs[0];
		expect(errorOf(ran)?.message).toBe(`The job "${jobId}" of agent "event-scheduler" ${words}`);
		expect(stage.emulator.count('startJob')).toBe(1);
	});

	it.each(['failed', 'cancelled'] as const)('%s: or is passed on', async (outcome) => {
		const ran = await stage.run(
			[{ emulate: { outcome, reason: 'gone' } }, {}],
			runParameters({ onFailure: 'returnJob' }),
		);
		expect(errorOf(ran)).toBeUndefined();
		const [first, second] = jsonOf(ran);
		expect(first).toMatchObject({
			jobId: stage.emulator.jobs[0].jobId,
			status: outcome,
			errorMessage: 'gone',
		});
		expect(first).not.toHaveProperty('error');
		expect(second).toMatchObject({ status: 'completed' });
	});
});
