import type { WorkflowExecuteMode } from 'n8n-workflow';
import { isNumber } from './agentRuns';
import { engine } from './engine';
import { jsonOf } from './harness';
import { describeParking, hintsOf, openRelease, released } from './releasing';
import type * as Minutes from './shortMinutes';
import { WaitingN8n } from './waitingN8n';

jest.mock('../../nodes/AgentsCode/operations/durable/limits', () =>
	jest.requireActual<typeof Minutes>('./shortMinutes').shortMinutes(1500),
);

const { stage, emulator, parked, startOnce, jobIdOf } = openRelease();

it.each<WorkflowExecuteMode>(
	engine.canPark ? ['integrated', 'evaluation', 'cli'] : ['trigger', 'manual'],
)(
	'where n8n can not park, the node waits with its worker, and a hint says why (%s)',
	async (mode) => {
		const n8n = new WaitingN8n(stage.credential());
		const run = n8n.get(await n8n.start(released(2), mode));
		expect(run.status).toBe('success');
		expect(jsonOf(run).map(({ status }) => status)).toEqual(['completed', 'completed']);
		expect(hintsOf(run)).toEqual([
			{
				message: expect.stringMatching(/^'Release Worker While Waiting' was not used: ./) as string,
				location: 'outputPane',
				type: 'info',
			},
		]);
		startOnce(2);
	},
);

describeParking('an n8n that can park', parkingTests);

function parkingTests(): void {
	describe('the worker is held', () => {
		it('by jobs that end within the first minute', async () => {
			emulator.behaviour.jobs.durationMs = 100;
			const { n8n, id } = await parked(released(2));
			expect(n8n.get(id).status).toBe('success');
			expect(n8n.children()).toEqual([]);
		});

		it('by jobs that say they will soon have ended', async () => {
			emulator.behave({ jobs: { durationMs: 750, progress: 'linear' } });
			const { n8n, id } = await parked(released(2));
			expect(n8n.get(id).status).toBe('success');
			expect(jsonOf(n8n.get(id)).map(({ jobId }) => jobId)).toEqual([1, 2].map(jobIdOf));
			expect(n8n.children()).toEqual([]);
			expect(hintsOf(n8n.get(id))).toEqual([]);
			startOnce(2);
		});

		it('not for ever by jobs that say so and do not', async () => {
			emulator.behave({ jobs: { durationMs: 2500, progress: (part) => 1 + part + 95 } });
			const { n8n, id } = await parked(released(2));
			expect(n8n.get(id).status).toBe('waiting');
			await n8n.untilAllEnded();
			expect(jsonOf(n8n.get(id)).map(({ status }) => status)).toEqual(['completed', 'completed']);
		});

		it('not by some that will, where others will not', async () => {
			emulator.behave({
				jobs: {
					durationMs: (start) => (isNumber(1)(start) ? 750 : 4000),
					progress: 'linear',
				},
			});
			const { n8n, id } = await parked(released(2));
			expect(n8n.get(id).status).toBe('waiting');
			await n8n.untilAllEnded();
			expect(jsonOf(n8n.get(id)).map(({ jobId }) => jobId)).toEqual([1, 2].map(jobIdOf));
		});

		it('by a time-out that comes soon after it', async () => {
			emulator.behaviour.jobs.durationMs = 800;
			const { n8n, id } = await parked(released(1, {}, { timeoutSeconds: 1 }));
			expect(n8n.get(id).status).toBe('success');
			expect(n8n.children()).toEqual([]);
		});

		it('while items wait for their turn, and let go when the last one has had it', async () => {
			const { n8n, id } = await parked(released(5, {}, { maxConcurrentJobs: 2 }));
			expect(n8n.get(id).status).toBe('waiting');
			startOnce(5);
			expect(emulator.peakJobs).toBe(2);
			await n8n.untilAllEnded();
			expect(jsonOf(n8n.get(id)).map(({ jobId }) => jobId)).toEqual([1, 2, 3, 4, 5].map(jobIdOf));
		});

		it('where n8n refuses the sub-workflow, and nothing is lost', async () => {
			const n8n = new WaitingN8n(stage.credential());
			n8n.refusal = 'The credential may not be used there';
			const id = await n8n.start(released(2));
			const run = n8n.get(id);
			expect(jsonOf(run).map(({ jobId, status }) => [jobId, status])).toEqual([
				[jobIdOf(1), 'completed'],
				[jobIdOf(2), 'completed'],
			]);
			const [hint] = hintsOf(run);
			expect(hint.message).toContain('The credential may not be used there');
			startOnce(2);
		});
	});
}
