import type { IDataObject } from 'n8n-workflow';
import { isNumber, numbered, runAgent } from './agentRuns';
import { errorOf, jsonOf, outputOf } from './harness';
import { openStage } from './stage';

const { emulator, play } = openStage({ jobs: { durationMs: 60 } });

const jobOf = (n: number) => emulator.jobs.find(isNumber(n));
const startOf = (n: number) => ({
	route: 'startJob' as const,
	when: ({ body }: { body?: unknown }) => isNumber(n)(body as { input: unknown }),
});

/** Five items: 1 completes, 2 fails, 3 is refused, 4 is unclear, 5 completes. */
function mixedFates(): void {
	emulator.behaviour.jobs.outcome = (start) => (isNumber(2)(start) ? 'failed' : undefined);
	emulator.fault({ ...startOf(3), kind: 'status', status: 422, times: Infinity });
	emulator.fault({ ...startOf(4), kind: 'status', status: 502, times: Infinity });
}

const details = (item: IDataObject) => item.details as IDataObject;

describe('Continue (using error output)', () => {
	it('delivers the good items and sends each failed one, unwiped, to the error branch', async () => {
		mixedFates();
		const run = await play(runAgent(numbered(5), { onError: 'continueErrorOutput' }));
		expect(errorOf(run)).toBeUndefined();
		const [good, bad] = outputOf(run);
		expect(good.map(({ json }) => json.jobId)).toEqual([jobOf(1)?.jobId, jobOf(5)?.jobId]);
		expect(good.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 4 }]);

		expect(bad.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 1 },
			{ item: 2 },
			{ item: 3 },
		]);
		// n8n lays the input item beneath what failed.
		expect(bad.map(({ json }) => json.n)).toEqual([2, 3, 4]);
		expect(bad[0].json.error).toContain('failed: The agent could not reach the page');
		expect(details(bad[0].json)).toEqual({
			agentId: 'event-scheduler',
			jobId: jobOf(2)?.jobId,
			status: 'failed',
		});
		expect(bad[1].json.error).toContain('Could not start agent');
		expect(details(bad[1].json)).toEqual({ agentId: 'event-scheduler', httpStatus: 422 });
		expect(bad[2].json.error).toContain('may have been started');
		expect(details(bad[2].json)).toMatchObject({
			agentId: 'event-scheduler',
			status: 'unknown',
			httpStatus: 502,
		});
	});

	it('keeps the job of an item that can not be looked at', async () => {
		emulator.fault({ route: 'getJob', kind: 'status', status: 403, times: Infinity });
		const run = await play(runAgent(numbered(1), { onError: 'continueErrorOutput' }));
		expect(details(outputOf(run)[1][0].json)).toMatchObject({
			jobId: emulator.jobs[0].jobId,
			status: 'queued',
			httpStatus: 403,
		});
	});

	it('sends an item with unreadable parameters there, and runs the others', async () => {
		const workflow = runAgent(
			numbered(3),
			{ onError: 'continueErrorOutput' },
			{},
			{
				inputJson: '={{ $json.n === 2 ? "no JSON" : $json }}',
			},
		);
		const run = await play(workflow);
		const [good, bad] = outputOf(run);
		expect(good.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
		expect(bad.map(({ json }) => json.error)).toEqual(["'Input JSON' is not valid JSON"]);
		expect(emulator.count('startJob')).toBe(2);
	});
});

describe('Continue', () => {
	it('keeps good and failed items in input order, failed ones with error and details only', async () => {
		mixedFates();
		const run = await play(runAgent(numbered(5), { onError: 'continueRegularOutput' }));
		expect(errorOf(run)).toBeUndefined();
		const items = jsonOf(run);
		expect(items.map((item) => item.status ?? 'none')).toEqual([
			'completed',
			'none',
			'none',
			'none',
			'completed',
		]);
		for (const item of items.slice(1, 4)) expect(Object.keys(item)).toEqual(['error', 'details']);
		expect(details(items[1])).toMatchObject({ jobId: jobOf(2)?.jobId, status: 'failed' });
		expect(outputOf(run)[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => ({ item })),
		);
	});
});

describe('what concerns all items at once', () => {
	it.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
		'(%s) a bad address makes each item fail, and passes none of the input on',
		async (onError) => {
			const run = await play(runAgent(numbered(2), { onError }), {
				credential: { apiKey: 'key', baseUrl: 'ftp://nowhere' },
			});
			const failed = jsonOf(run, 'AgentsCode', onError === 'continueErrorOutput' ? 1 : 0);
			expect(failed.map(({ error }) => error)).toEqual([
				expect.stringContaining('http'),
				expect.stringContaining('http'),
			]);
			if (onError === 'continueErrorOutput') expect(jsonOf(run)).toEqual([]);
		},
	);

	it.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
		'(%s) a bound that is none makes each item fail, and starts nothing',
		async (onError) => {
			const run = await play(runAgent(numbered(2), { onError }, { maxConcurrentJobs: 0 }));
			const failed = jsonOf(run, 'AgentsCode', onError === 'continueErrorOutput' ? 1 : 0);
			expect(failed.map(({ error }) => error)).toEqual([
				expect.stringContaining("'Max Concurrent Jobs'"),
				expect.stringContaining("'Max Concurrent Jobs'"),
			]);
			expect(emulator.count()).toBe(0);
		},
	);
});
