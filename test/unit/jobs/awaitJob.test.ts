import type { StoppableClock } from '../../../nodes/AgentsCode/api/clock';
import { awaitJob } from '../../../nodes/AgentsCode/jobs/awaitJob';
import { openWaitingRoom, type WaitOptions } from '../../../nodes/AgentsCode/jobs/jobRoom';
import { ScriptedApi } from '../../support/scriptedApi';
import { VirtualClock } from '../../support/virtualClock';

const OPTIONS: WaitOptions = {
	timeoutSeconds: 600,
	onTimeout: 'error',
	onFailure: 'error',
	pollIntervalSeconds: 2,
};
const REF = { agentId: 'a1', jobId: 'j1', status: 'queued' };

/** Waits for a job that shows `progress` at every look, until the patience ends after 5 s. */
async function impatient(progress: unknown, startedAtMs?: number) {
	const clock = new VirtualClock();
	const patience = new VirtualClock();
	const api = new ScriptedApi({ looks: [{ jobId: 'j1', status: 'active', progress } as never] });
	const room = openWaitingRoom(api, clock as unknown as StoppableClock);
	const end = awaitJob({ ...room, patience }, REF, OPTIONS, startedAtMs ?? patience.now());
	void patience.sleep(5_000).then(() => patience.abort());
	return { outcome: await patience.run(end), clock, patience };
}

describe('a wait that is ended before its job', () => {
	it('tells how it can be taken up again, and leaves everything else alone', async () => {
		const { outcome, clock, patience } = await impatient(30);
		expect(outcome).toMatchObject({
			ok: false,
			failure: { details: { jobId: 'j1', status: 'active' } },
			unfinished: {
				...REF,
				status: 'active',
				options: OPTIONS,
				startedAtMs: patience.now() - 5_000,
				sample: { ageMs: 4_000, percent: 30 },
			},
		});
		expect(clock.aborted).toBe(false);
	});

	it.each([0, 100, 'half', undefined, null, -3, 101])(
		'says nothing of progress where that says nothing of the end: %j',
		async (progress) => {
			const { outcome } = await impatient(progress);
			expect(outcome).toHaveProperty('unfinished.sample', undefined);
		},
	);
});
