import { numbered, RETRY, runAgent } from './agentRuns';
import { jsonOf } from './harness';
import { openStage } from './stage';

const { emulator, play } = openStage({ jobs: { durationMs: 60 } });

describe('a successful item', () => {
	it.each([
		'error',
		'error.message',
		'message',
		'result.error',
		'result.error.message',
		'nowhere',
	] as const)(
		'never has a top-level error, so that n8n runs nothing again (reason in %s)',
		async (reasonIn) => {
			emulator.behave({ jobs: { outcome: 'failed', reasonIn } });
			const run = await play(runAgent(numbered(2), RETRY, { onFailure: 'returnJob' }));
			expect(jsonOf(run)).toHaveLength(2);
			for (const item of jsonOf(run)) {
				expect(item).not.toHaveProperty('error');
				expect(item).toMatchObject({
					status: 'failed',
					errorMessage: expect.any(String) as string,
				});
			}
			expect(emulator.count('startJob')).toBe(2);
		},
	);

	it.each([true, 'text', { code: 1 }, 0, [], false])(
		'has none either when a completed job carries error: %j',
		async (error) => {
			emulator.fault({
				route: 'getJob',
				times: Infinity,
				kind: 'mutate',
				change: (body: object) => ({ ...body, error }),
			});
			const run = await play(runAgent(numbered(2), RETRY));
			expect(jsonOf(run)).toHaveLength(2);
			for (const item of jsonOf(run)) {
				expect(item).not.toHaveProperty('error');
				expect(item).toMatchObject({ status: 'completed', jobError: error });
			}
			expect(emulator.count('startJob')).toBe(2);
		},
	);

	it('has none when the answer to the start carries one and nothing is waited for', async () => {
		emulator.fault({
			route: 'startJob',
			times: Infinity,
			kind: 'mutate',
			change: (body: object) => ({ ...body, error: 'not yet indexed' }),
		});
		const run = await play(runAgent(numbered(2), RETRY, {}, { waitForCompletion: false }));
		expect(jsonOf(run)).toHaveLength(2);
		for (const item of jsonOf(run)) expect(item).not.toHaveProperty('error');
		expect(emulator.count('startJob')).toBe(2);
	});

	it('is returned where the time was up and jobs are to be returned', async () => {
		emulator.behave({ jobs: { durationMs: 60_000 } });
		const options = { timeoutSeconds: 1, onTimeout: 'returnJob' };
		const run = await play(runAgent(numbered(1), RETRY, options));
		expect(jsonOf(run)[0]).toMatchObject({ jobId: emulator.jobs[0].jobId, status: 'active' });
		expect(emulator.count('startJob')).toBe(1);
	});
});
