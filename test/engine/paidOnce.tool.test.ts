import type { IDataObject } from 'n8n-workflow';
import { ledgerOf, runAgentInLoop } from './agentRuns';
import { jsonOf, type TestWorkflow } from './harness';
import { openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 60 } });

/**
 * What an AI agent asks its tool, one after the other. n8n counts each call as a run of the node, as
 * it does with the rounds of a loop, and tells the model of what fails instead of ending.
 */
function asking(words: string[], options: IDataObject = {}): TestWorkflow {
	const asks = words.map((input) => ({ input }));
	const { nodes, ...rest } = runAgentInLoop(asks, 1, { onError: 'continueRegularOutput' }, options);
	const asTool = nodes.map((node) =>
		node.name === 'AgentsCode' ? { ...node, type: 'n8n-nodes-agentscode.agentsCodeTool' } : node,
	);
	return { nodes: asTool, ...rest };
}

const starts = () => stage.emulator.count('startJob');

describe('an AI agent that asks its tool the same again', () => {
	it('after a start that was not confirmed is told so, and nothing is sent again', async () => {
		stage.emulator.fault({ route: 'startJob', kind: 'status', status: 502, startsAnyway: true });
		const run = await stage.play(asking(['Book a table', 'Book a table']));
		expect(starts()).toBe(1);
		for (const { error } of jsonOf(run, 'Batches')) {
			expect(error).toMatch(/may have been started.*so it was not started again/);
		}
	});

	it('while its job is running gets that job', async () => {
		stage.emulator.behave({ jobs: { durationMs: 1500 } });
		const run = await stage.play(asking(['Book a table', 'Book a table'], { timeoutSeconds: 1 }));
		const [first, second] = jsonOf(run, 'Batches');
		expect(first.hint).toMatch(/still running/);
		expect(second).toMatchObject({ status: 'completed', jobId: first.jobId });
		expect(starts()).toBe(1);
	});

	it('once its job has completed gets a new one', async () => {
		const run = await stage.play(asking(['Book a table', 'Book a table']));
		const [first, second] = jsonOf(run, 'Batches');
		expect([first.status, second.status]).toEqual(['completed', 'completed']);
		expect(first.jobId).not.toBe(second.jobId);
		expect(starts()).toBe(2);
	});

	it('once its job has failed gets a new one', async () => {
		stage.emulator.behaviour.jobs.outcome = ({ nth }) => (nth === 1 ? 'failed' : undefined);
		const run = await stage.play(asking(['Book a table', 'Book a table']));
		expect(jsonOf(run, 'Batches')[1]).toMatchObject({ status: 'completed' });
		expect(starts()).toBe(2);
	});
});

it('an AI agent that asks its tool something else gets a job of its own, also while the first runs', async () => {
	stage.emulator.behave({ jobs: { durationMs: 60_000 } });
	const run = await stage.play(asking(['Book a table', 'Book a room'], { timeoutSeconds: 1 }));
	const jobIds = jsonOf(run, 'Batches').map(({ jobId }) => jobId);
	expect(new Set(jobIds).size).toBe(2);
	expect(stage.emulator.jobs.map(({ input }) => input)).toEqual([
		{ input: 'Book a table' },
		{ input: 'Book a room' },
	]);
});

it('nothing is remembered of what an AI agent has got', async () => {
	const run = await stage.play(asking(['Book a table', 'Book a room']));
	expect(ledgerOf(run)).toEqual([]);
});
