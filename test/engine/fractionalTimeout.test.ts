import { errorOf, jsonOf } from './harness';
import { EAGER, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 100 } });

it.each([100 / 3, 8.123456])(
	'a time-out of %p s delivers what was paid',
	async (timeoutSeconds) => {
		const ran = await stage.run([{ n: 1 }], {
			agentId: EVENT_SCHEDULER,
			inputMode: 'json',
			inputJson: '={{ $json }}',
			options: { ...EAGER, timeoutSeconds },
		});
		expect(errorOf(ran)).toBeUndefined();
		expect(jsonOf(ran)).toMatchObject([{ status: 'completed' }]);
	},
);
