import type { IDataObject, IRun } from 'n8n-workflow';
import { isNumber, numbered, RETRY, runAgent } from './agentRuns';
import { errorOf, jsonOf, outputOf, type NodeSettings } from './harness';
import { describeParking, openRelease, released } from './releasing';
import type * as Minutes from './shortMinutes';

jest.mock('../../nodes/AgentsCode/operations/durable/limits', () =>
	jest.requireActual<typeof Minutes>('./shortMinutes').shortMinutes(1500),
);

const { stage, emulator, parked, untilEnded, startOnce, jobIdOf } = openRelease();

it('Stop in the first minute ends the node at once', async () => {
	emulator.behave({ jobs: { durationMs: 60_000 } });
	const workflow = released(3, {}, { pollIntervalSeconds: 30, timeoutSeconds: 600 });
	const { sent, ended } = await stage.stop(workflow, ({ runningJobs }) => runningJobs === 3);
	expect((await ended).status).toBe('canceled');
	expect(emulator.count()).toBe(sent);
});

describeParking('an n8n that can park', parkingTests);

function parkingTests(): void {
	describe('a parked job that fails', () => {
		beforeEach(() => {
			emulator.behaviour.jobs.outcome = (start) => (isNumber(2)(start) ? 'failed' : undefined);
			emulator.behaviour.jobs.reason = 'calendar not connected';
		});

		it('ends the node in the words of a wait in it, with the IDs of all jobs', async () => {
			const run = await untilEnded(released(3));
			expect(run.status).toBe('error');
			expect(errorOf(run)?.message).toBe(
				`The job "${jobIdOf(2)}" of agent "event-scheduler" failed: calendar not connected`,
			);
			for (const n of [1, 2, 3]) expect(errorOf(run)?.description).toContain(jobIdOf(n));
			startOnce(3);
		});

		it('is told alike by a node that waits with its worker', async () => {
			const message = (run: IRun) => errorOf(run)?.message.replace(/"[^"]+"/, '"…"');
			const one = await untilEnded(released(3));
			const other = await stage.play(runAgent(numbered(3)));
			expect(message(one)).toContain('failed');
			expect(message(one)).toBe(message(other));
		});

		it('goes to the error output with its ID, the others go on', async () => {
			const run = await untilEnded(released(3, { onError: 'continueErrorOutput' }));
			expect(run.status).toBe('success');
			const [good, bad] = outputOf(run);
			expect(good.map(({ json, pairedItem }) => [json.jobId, pairedItem])).toEqual([
				[jobIdOf(1), { item: 0 }],
				[jobIdOf(3), { item: 2 }],
			]);
			expect(bad).toEqual([
				{
					json: {
						n: 2,
						error: expect.stringContaining('calendar not connected'),
						details: { agentId: 'event-scheduler', jobId: jobIdOf(2), status: 'failed' },
					},
					pairedItem: { item: 1 },
				},
			]);
		});

		it('is an error item among the others where the node is set to continue', async () => {
			const run = await untilEnded(released(3, { onError: 'continueRegularOutput', ...RETRY }));
			const items = jsonOf(run);
			expect(items.map(({ status, details }) => status ?? (details as IDataObject).status)).toEqual(
				['completed', 'failed', 'completed'],
			);
			startOnce(3);
		});

		it('is an item where the jobs themselves are wanted', async () => {
			const run = await untilEnded(released(3, {}, { onFailure: 'returnJob' }));
			expect(jsonOf(run).map(({ status, errorMessage }) => [status, errorMessage])).toEqual([
				['completed', undefined],
				['failed', 'calendar not connected'],
				['completed', undefined],
			]);
		});

		it('is not started again by Retry On Fail', async () => {
			const run = await untilEnded(released(2, RETRY));
			expect(run.status).toBe('error');
			startOnce(2);
		});
	});

	describe('a parked job that is not finished in time', () => {
		beforeEach(() => {
			emulator.behaviour.jobs.durationMs = 60_000;
		});

		it('fails as in the node', async () => {
			const run = await untilEnded(released(1, {}, { timeoutSeconds: 2 }));
			expect(errorOf(run)?.message).toBe(
				`The job "${jobIdOf(1)}" of agent "event-scheduler" was not finished after 2 seconds (it was active when last seen)`,
			);
		});

		it('is returned as it was seen last, if that is wanted', async () => {
			const run = await untilEnded(released(1, {}, { timeoutSeconds: 2, onTimeout: 'returnJob' }));
			expect(jsonOf(run)).toEqual([
				expect.objectContaining({
					jobId: jobIdOf(1),
					status: 'active',
					agentId: 'event-scheduler',
				}),
			]);
		});
	});

	describe('while parked', () => {
		it('faults that pass are bridged', async () => {
			const { n8n, id } = await parked(released(2));
			emulator.fault({ route: 'getJob', kind: 'status', status: 503, times: 3 });
			await n8n.untilAllEnded();
			expect(jsonOf(n8n.get(id)).map(({ status }) => status)).toEqual(['completed', 'completed']);
		});

		it('a key that is refused ends the wait in words, with the ID', async () => {
			const { n8n, id } = await parked(released(1));
			emulator.apiKey = 'changed';
			await n8n.untilAllEnded();
			const run = n8n.get(id);
			expect(errorOf(run)?.message).toMatch(/Could not read the job .* API key was not accepted/);
			expect(errorOf(run)?.description).toContain(jobIdOf(1));
		});

		it('Stop ends the looks as well', async () => {
			emulator.behaviour.jobs.durationMs = 60_000;
			const { n8n, id } = await parked(released(1, {}, { timeoutSeconds: 30 }));
			n8n.stop(id);
			const looks = emulator.count('getJob');
			await n8n.untilAllEnded();
			expect(n8n.get(id).status).toBe('canceled');
			expect(emulator.count('getJob')).toBe(looks);
			expect(n8n.children()).toEqual([]);
		});
	});

	describe('a wait that n8n has lost', () => {
		const lost = async (settings: NodeSettings) => {
			emulator.behaviour.jobs.durationMs = (start) => (isNumber(1)(start) ? 50 : 60_000);
			const { n8n, id } = await parked(released(2, settings, { timeoutSeconds: 1.5 }));
			for (const child of n8n.children()) n8n.delete(child.id);
			await n8n.untilAllEnded();
			return n8n.get(id);
		};
		const says = expect.stringMatching(/^n8n lost the wait for the job/) as string;

		it('ends at its deadline, and says so in the item', async () => {
			const run = await lost({});
			expect(run.status).toBe('success');
			const [finished, unknown] = jsonOf(run);
			expect(finished).toMatchObject({ jobId: jobIdOf(1), status: 'completed' });
			expect(unknown).toEqual({
				agentId: 'event-scheduler',
				jobId: jobIdOf(2),
				status: 'unknown',
				errorMessage: says,
			});
			startOnce(2);
		});

		it('goes to the error output where there is one', async () => {
			const run = await lost({ onError: 'continueErrorOutput' });
			const [good, bad] = outputOf(run);
			expect(good.map(({ json }) => json.jobId)).toEqual([jobIdOf(1)]);
			expect(bad.map(({ json }) => json)).toEqual([
				{
					n: 2,
					error: says,
					details: { agentId: 'event-scheduler', jobId: jobIdOf(2), status: 'unknown' },
				},
			]);
		});
	});
}
