import { ExecuteContext } from 'n8n-core';
import type { IDataObject, INodeParameters, IRun, WorkflowExecuteMode } from 'n8n-workflow';
import { isNumber, numbered, runAgent, runAgentInLoop, RETRY } from './agentRuns';
import { agentsCodeNode, connect, errorOf, jsonOf, outputOf, startNode } from './harness';
import type { NodeSettings, TestWorkflow } from './harness';
import { EVENT_SCHEDULER, openStage } from './stage';
import { WaitingN8n } from './waitingN8n';

// The minutes of a real n8n, in half a second each; test/e2e takes them as they are.
jest.mock('../../nodes/AgentsCode/operations/durable/limits', () => ({
	...jest.requireActual<object>('../../nodes/AgentsCode/operations/durable/limits'),
	IN_NODE_MS: 600,
	WORTH_PARKING_MS: 500,
	wakeUpAt: (deadlineAt: number) => deadlineAt + 1500,
}));

// Jobs that tell no progress may end at any time; those that do are another test.
const stage = openStage({ jobs: { durationMs: 1200, progress: 'absent' } });

const RELEASE = { releaseWorker: true, timeoutSeconds: 20 };

const released = (
	count: number,
	settings: NodeSettings = {},
	options: IDataObject = {},
): TestWorkflow => runAgent(numbered(count), settings, { ...RELEASE, ...options });

async function parked(workflow: TestWorkflow): Promise<{ n8n: WaitingN8n; id: string }> {
	const n8n = new WaitingN8n(stage.credential());
	return { n8n, id: await n8n.start(workflow) };
}

async function untilEnded(workflow: TestWorkflow): Promise<IRun> {
	const { n8n, id } = await parked(workflow);
	expect(n8n.get(id).status).toBe('waiting');
	await n8n.untilAllEnded();
	return n8n.get(id);
}

const hintsOf = (run: IRun) => run.data.resultData.runData.AgentsCode[0].hints ?? [];
const startOnce = (count: number) => expect(stage.emulator.count('startJob')).toBe(count);
const jobIdOf = (n: number) => stage.emulator.jobs.find(isNumber(n))?.jobId;

/** What older engines lack, with which these tests are run as well. */
const canPark = 'onExecutionFinish' in ExecuteContext.prototype;

if (canPark) describe('an n8n that can park', parkingTests);

it.each<WorkflowExecuteMode>(canPark ? ['integrated', 'evaluation', 'cli'] : ['trigger', 'manual'])(
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

describe('the hidden parameter', () => {
	it.each(['wait', 'check'])('does nothing for users who set it to %s', async (durableStep) => {
		const run = await stage.run([{ n: 1 }], {
			durableStep,
			resource: 'credit',
			operation: 'getBalance',
		});
		expect(errorOf(run)?.message).toBe('There are no parked jobs to wait for');
		expect(stage.emulator.count()).toBe(0);
	});
});

function parkingTests(): void {
	describe('jobs that outlast the first minute', () => {
		it('are delivered in input order, paired, and paid once', async () => {
			const lasting = (n: number) => [200, 1700, 1200][n - 1];
			stage.emulator.behaviour.jobs.durationMs = ({ input }) => lasting((input as { n: number }).n);
			const run = await untilEnded(released(3));
			expect(run.status).toBe('success');
			const [items] = outputOf(run);
			expect(items.map(({ json }) => json.jobId)).toEqual([jobIdOf(1), jobIdOf(2), jobIdOf(3)]);
			for (const { json } of items) {
				expect(json).toMatchObject({
					agentId: 'event-scheduler',
					status: 'completed',
				});
				expect(json).toHaveProperty('result');
			}
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2].map((item) => ({ item })),
			);
			startOnce(3);
		});

		it('leave no sub-workflow behind, and are linked to it meanwhile', async () => {
			const { n8n, id } = await parked(released(2));
			const [child] = n8n.children();
			expect(child.run.status).toBe('waiting');
			const [task] = n8n.get(id).data.resultData.runData.AgentsCode;
			expect(task.metadata).toMatchObject({
				subExecution: { executionId: child.id, workflowId: 'w1' },
				subExecutionsCount: 1,
			});
			expect(task.data?.main[0]?.map(({ json }) => json.jobId)).toEqual([jobIdOf(1), jobIdOf(2)]);
			await n8n.untilAllEnded();
			expect(n8n.children()).toEqual([]);
		});

		it('go on beyond the node as those that did not', async () => {
			const workflow = released(2);
			workflow.nodes.push({
				...startNode([]),
				id: 'n',
				name: 'Next',
				type: 'n8n-nodes-base.executeWorkflowTrigger',
				parameters: {},
			});
			workflow.connections.AgentsCode = connect({ AgentsCode: [['Next']] }).AgentsCode;
			const run = await untilEnded(workflow);
			expect(jsonOf(run, 'Next').map(({ jobId }) => jobId)).toEqual([jobIdOf(1), jobIdOf(2)]);
		});

		it('are waited for again by Job → Wait for Completion', async () => {
			const jobs = [1, 2].map((n) => stage.emulator.startJob('event-scheduler', { n }));
			const parameters: INodeParameters = {
				resource: 'job',
				operation: 'wait',
				agentId: EVENT_SCHEDULER,
				jobId: '={{ $json.jobId }}',
				options: { ...RELEASE, pollIntervalSeconds: 0.05 },
			};
			const run = await untilEnded({
				nodes: [startNode(jobs.map(({ jobId }) => ({ jobId }))), agentsCodeNode(parameters)],
				connections: connect({ Start: [['AgentsCode']] }),
			});
			expect(jsonOf(run).map(({ jobId, status }) => [jobId, status])).toEqual(
				jobs.map(({ jobId }) => [jobId, 'completed']),
			);
			startOnce(0);
		});

		it('are each parked in their round of a loop', async () => {
			const workflow = runAgentInLoop(numbered(3), 1, {}, RELEASE);
			const { n8n, id } = await parked(workflow);
			await n8n.untilAllEnded();
			const run = n8n.get(id);
			expect(run.status).toBe('success');
			const rounds = [0, 1, 2].map(
				(round) => jsonOf({ ...run }, 'AgentsCode').length && outputOf(run, 'AgentsCode', round)[0],
			);
			expect(rounds.map((items) => items && items[0].json.jobId)).toEqual([1, 2, 3].map(jobIdOf));
			startOnce(3);
		}, 20_000);
	});

	describe('the worker is held', () => {
		it('by jobs that end within the first minute', async () => {
			stage.emulator.behaviour.jobs.durationMs = 100;
			const { n8n, id } = await parked(released(2));
			expect(n8n.get(id).status).toBe('success');
			expect(n8n.children()).toEqual([]);
		});

		it('by jobs that say they will soon have ended', async () => {
			stage.emulator.behave({ jobs: { durationMs: 750, progress: 'linear' } });
			const { n8n, id } = await parked(released(2));
			expect(n8n.get(id).status).toBe('success');
			expect(jsonOf(n8n.get(id)).map(({ jobId }) => jobId)).toEqual([1, 2].map(jobIdOf));
			expect(n8n.children()).toEqual([]);
			expect(hintsOf(n8n.get(id))).toEqual([]);
			startOnce(2);
		});

		it('not for ever by jobs that say so and do not', async () => {
			stage.emulator.behave({ jobs: { durationMs: 2500, progress: (part) => 1 + part + 95 } });
			const { n8n, id } = await parked(released(2));
			expect(n8n.get(id).status).toBe('waiting');
			await n8n.untilAllEnded();
			expect(jsonOf(n8n.get(id)).map(({ status }) => status)).toEqual(['completed', 'completed']);
		});

		it('not by some that will, where others will not', async () => {
			stage.emulator.behave({
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
			stage.emulator.behaviour.jobs.durationMs = 800;
			const { n8n, id } = await parked(released(1, {}, { timeoutSeconds: 1 }));
			expect(n8n.get(id).status).toBe('success');
			expect(n8n.children()).toEqual([]);
		});

		it('while items wait for their turn, and let go when the last one has had it', async () => {
			const { n8n, id } = await parked(released(5, {}, { maxConcurrentJobs: 2 }));
			expect(n8n.get(id).status).toBe('waiting');
			startOnce(5);
			expect(stage.emulator.peakJobs).toBe(2);
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

	it('Stop in the first minute ends the node at once', async () => {
		stage.emulator.behave({ jobs: { durationMs: 60_000 } });
		let pressStop = () => {};
		const running = stage.play(released(3, {}, { pollIntervalSeconds: 30, timeoutSeconds: 600 }), {
			onStarted: (stop) => (pressStop = stop),
		});
		await stage.emulator.until(({ runningJobs }) => runningJobs === 3);
		const sent = stage.emulator.count();
		pressStop();
		expect((await running).status).toBe('canceled');
		expect(stage.emulator.count()).toBe(sent);
	});

	describe('a parked job that fails', () => {
		beforeEach(() => {
			stage.emulator.behaviour.jobs.outcome = (start) =>
				isNumber(2)(start) ? 'failed' : undefined;
			stage.emulator.behaviour.jobs.reason = 'calendar not connected';
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
			stage.emulator.behaviour.jobs.durationMs = 60_000;
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
			stage.emulator.fault({ route: 'getJob', kind: 'status', status: 503, times: 3 });
			await n8n.untilAllEnded();
			expect(jsonOf(n8n.get(id)).map(({ status }) => status)).toEqual(['completed', 'completed']);
		});

		it('a key that is refused ends the wait in words, with the ID', async () => {
			const { n8n, id } = await parked(released(1));
			stage.emulator.apiKey = 'changed';
			await n8n.untilAllEnded();
			const run = n8n.get(id);
			expect(errorOf(run)?.message).toMatch(/Could not read the job .* API key was not accepted/);
			expect(errorOf(run)?.description).toContain(jobIdOf(1));
		});

		it('Stop ends the looks as well', async () => {
			stage.emulator.behaviour.jobs.durationMs = 60_000;
			const { n8n, id } = await parked(released(1, {}, { timeoutSeconds: 30 }));
			n8n.stop(id);
			const looks = stage.emulator.count('getJob');
			await n8n.untilAllEnded();
			expect(n8n.get(id).status).toBe('canceled');
			expect(stage.emulator.count('getJob')).toBe(looks);
			expect(n8n.children()).toEqual([]);
		});
	});

	describe('a wait that n8n has lost', () => {
		const lost = async (settings: NodeSettings) => {
			stage.emulator.behaviour.jobs.durationMs = (start) => (isNumber(1)(start) ? 50 : 60_000);
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
