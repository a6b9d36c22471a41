import type { INodeParameters } from 'n8n-workflow';
import { numbered, runAgentInLoop } from './agentRuns';
import { agentsCodeNode, connect, errorOf, jsonOf, outputOf, startNode } from './harness';
import { describeParking, openRelease, RELEASE, released } from './releasing';
import type * as Minutes from './shortMinutes';
import { EVENT_SCHEDULER } from './stage';

jest.mock('../../nodes/AgentsCode/operations/durable/limits', () =>
	jest.requireActual<typeof Minutes>('./shortMinutes').shortMinutes(1500),
);

const { stage, emulator, parked, untilEnded, startOnce, jobIdOf } = openRelease();

describe('the hidden parameter', () => {
	it.each(['wait', 'check'])('does nothing for users who set it to %s', async (durableStep) => {
		const run = await stage.run([{ n: 1 }], {
			durableStep,
			resource: 'credit',
			operation: 'getBalance',
		});
		expect(errorOf(run)?.message).toBe('There are no parked jobs to wait for');
		expect(emulator.count()).toBe(0);
	});
});

describeParking('an n8n that can park', parkingTests);

function parkingTests(): void {
	describe('jobs that outlast the first minute', () => {
		it('are delivered in input order, paired, and paid once', async () => {
			const lasting = (n: number) => [200, 1700, 1200][n - 1];
			emulator.behaviour.jobs.durationMs = ({ input }) => lasting((input as { n: number }).n);
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
			const jobs = [1, 2].map((n) => emulator.startJob('event-scheduler', { n }));
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
			const rounds = [0, 1, 2].map((round) => outputOf(run, 'AgentsCode', round)[0]);
			expect(rounds.map((items) => items.map(({ json }) => json.jobId))).toEqual(
				[1, 2, 3].map((n) => [jobIdOf(n)]),
			);
			startOnce(3);
		}, 20_000);
	});
}
