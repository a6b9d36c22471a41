import { errorOf, jsonOf, outputOf } from './harness';
import { job, openJobs } from './jobs';
import { EAGER } from './stage';

const { emulator, run: runNode, started, ended } = openJobs();

describe('Job → Wait for Completion', () => {
	it('waits until the job is done and starts nothing', async () => {
		const item = started({ topic: 'tides' });
		const run = await runNode([item], job('wait'));
		expect(outputOf(run)[0]).toEqual([
			{
				json: expect.objectContaining({
					agentId: 'event-scheduler',
					...item,
					status: 'completed',
					result: expect.objectContaining({ input: { topic: 'tides' } }) as object,
				}) as object,
				pairedItem: { item: 0 },
			},
		]);
		expect(emulator.count('startJob')).toBe(0);
	});

	it('gives a job that has ended after one look', async () => {
		await runNode([ended('completed')], job('wait', { options: {} }));
		expect(emulator.count()).toBe(1);
	});

	it('waits for many at once, in input order, each paired with its item', async () => {
		const items = [500, 50, 300, 20, 200].map((durationMs) => started({ emulate: { durationMs } }));
		const run = await runNode(items, job('wait'));
		expect(jsonOf(run).map(({ jobId }) => jobId)).toEqual(items.map(({ jobId }) => jobId));
		expect(outputOf(run)[0].map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
	});

	it('looks at no more jobs at once than it may', async () => {
		const items = Array.from({ length: 6 }, () => started());
		await runNode(items, job('wait', { options: { ...EAGER, maxConcurrentJobs: 2 } }));
		const ends = new Map<string | undefined, number>();
		const begins = new Map<string | undefined, number>();
		emulator.requests.forEach(({ jobId }, index) => {
			ends.set(jobId, index);
			if (!begins.has(jobId)) begins.set(jobId, index);
		});
		const atOnce = emulator.requests.map(
			(_, at) =>
				items.filter(({ jobId }) => (begins.get(jobId) ?? 0) <= at && at <= (ends.get(jobId) ?? 0))
					.length,
		);
		expect(Math.max(...atOnce)).toBeLessThanOrEqual(2);
	});

	it.each([
		['failed', 'failed: The page is gone'],
		['cancelled', 'was cancelled: The page is gone'],
	] as const)('a job that %s is told as such, with its ID', async (outcome, words) => {
		emulator.behave({ jobs: { reason: 'The page is gone' } });
		const item = ended(outcome);
		const run = await runNode([item], job('wait'));
		expect(errorOf(run)?.message).toBe(
			`The job "${item.jobId}" of agent "event-scheduler" ${words}`,
		);
	});

	it.each(['failed', 'cancelled'] as const)('or passed on, if wanted: %s', async (outcome) => {
		const item = ended(outcome);
		const options = { ...EAGER, onFailure: 'returnJob' };
		const run = await runNode([item], job('wait', { options }));
		expect(errorOf(run)).toBeUndefined();
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({
				...item,
				status: outcome,
				errorMessage: expect.any(String) as string,
			}),
		]);
	});

	it('tells that the time is up, and where to get the result', async () => {
		const item = started({ emulate: { durationMs: 60_000 } });
		const options = { ...EAGER, timeoutSeconds: 1 };
		const run = await runNode([item], job('wait', { options }));
		expect(errorOf(run)).toMatchObject({
			message: expect.stringMatching(
				`^The job "${item.jobId}" of agent "event-scheduler" was not finished after 1 second`,
			) as string,
			description: expect.stringContaining('Job → Get') as string,
		});
	});

	it('or passes on the job as it was last seen', async () => {
		const item = started({ emulate: { durationMs: 60_000 } });
		const options = { ...EAGER, timeoutSeconds: 1, onTimeout: 'returnJob' };
		const run = await runNode([item], job('wait', { options }));
		expect(jsonOf(run)).toEqual([
			{
				agentId: 'event-scheduler',
				...item,
				status: 'active',
				progress: expect.any(Number) as number,
			},
		]);
	});

	it('where the node goes on, one bad item costs no other', async () => {
		const good = ended('completed');
		const bad = ended('failed');
		const run = await runNode([{ jobId: '../x' }, bad, good], job('wait'), {
			onError: 'continueErrorOutput',
		});
		expect(jsonOf(run)).toEqual([expect.objectContaining(good)]);
		expect(outputOf(run)[1].map(({ json, pairedItem }) => [json.details, pairedItem])).toEqual([
			[{ agentId: 'event-scheduler' }, { item: 0 }],
			[{ agentId: 'event-scheduler', ...bad, status: 'failed' }, { item: 1 }],
		]);
	});
});
