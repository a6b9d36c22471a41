import { numbered, runAgent } from './agentRuns';
import { errorOf, outputOf } from './harness';
import { EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 60 } });

/** Can't be read for the second of three items. */
const BROKEN = '={{ $json.n === 2 ? $("Nowhere").item.json.x : "" }}';
const CONTINUE = { onError: 'continueErrorOutput' as const };

describe('an option that can not be read for one item', () => {
	it('costs no other item its run', async () => {
		const run = await stage.play(runAgent(numbered(3), CONTINUE, { contextData: BROKEN }));
		expect(outputOf(run).map(({ length }) => length)).toEqual([2, 1]);
		expect(stage.emulator.jobs.map(({ input }) => input)).toEqual([{ n: 1 }, { n: 3 }]);
	});

	it('costs no other item its wait', async () => {
		const { jobId } = stage.emulator.startJob('event-scheduler');
		const run = await stage.run(
			numbered(3),
			{
				resource: 'job',
				operation: 'wait',
				agentId: EVENT_SCHEDULER,
				jobId,
				options: { pollIntervalSeconds: 0.05, onTimeout: `${BROKEN.slice(0, -5)}"error" }}` },
			},
			CONTINUE,
		);
		expect(outputOf(run).map(({ length }) => length)).toEqual([2, 1]);
	});

	it('ends the node before anything is started, where it is set to stop', async () => {
		const run = await stage.play(runAgent(numbered(3), {}, { contextData: BROKEN }));
		expect(errorOf(run)).toBeDefined();
		expect(stage.emulator.count()).toBe(0);
	});
});
