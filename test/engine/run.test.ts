import { errorOf, jsonOf, outputOf, simpleWorkflow } from './harness';
import { openStage } from './stage';

const { emulator, play } = openStage({ jobs: { durationMs: 300 } });

const agentId = { __rl: true, mode: 'list', value: 'event-scheduler' };

describe('Agent → Run', () => {
	it('runs an agent, waits for the job and puts out its result', async () => {
		const run = await play(
			simpleWorkflow([{ who: 'Jeff' }], {
				agentId,
				inputMode: 'text',
				inputText: '=Book an appointment with {{ $json.who }}',
			}),
		);
		expect(errorOf(run)).toBeUndefined();
		expect(emulator.jobs.map(({ input }) => input)).toEqual(['Book an appointment with Jeff']);
		const [{ jobId, agentId: id, agent, input }] = emulator.jobs;
		expect(jsonOf(run)).toEqual([
			expect.objectContaining({
				jobId,
				agentId: id,
				status: 'completed',
				result: { ...agent.answer, input },
			}),
		]);
		expect(outputOf(run)[0][0].pairedItem).toEqual({ item: 0 });
	});
});
