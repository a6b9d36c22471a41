import type { IDataObject, IRun } from 'n8n-workflow';
import { isNumber, numbered, runAgent } from './agentRuns';
import { engine } from './engine';
import type { NodeSettings, TestWorkflow } from './harness';
import { openStage } from './stage';
import { WaitingN8n } from './waitingN8n';

/** What only an n8n does that can park; where it can not, these tests are counted as skipped. */
export const describeParking = engine.canPark ? describe : describe.skip;

export const RELEASE = { releaseWorker: true, timeoutSeconds: 20 };

export const released = (
	count: number,
	settings: NodeSettings = {},
	options: IDataObject = {},
): TestWorkflow => runAgent(numbered(count), settings, { ...RELEASE, ...options });

export const hintsOf = (run: IRun) => run.data.resultData.runData.AgentsCode[0].hints ?? [];

/** A stage whose jobs outlast the first minute, in an n8n that parks executions. */
export function openRelease() {
	// Jobs that tell no progress may end at any time; those that do are another test.
	const stage = openStage({ jobs: { durationMs: 1200, progress: 'absent' } });
	const { emulator } = stage;

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

	const startOnce = (count: number) => expect(emulator.count('startJob')).toBe(count);
	const jobIdOf = (n: number) => emulator.jobs.find(isNumber(n))?.jobId;

	return { stage, emulator, parked, untilEnded, startOnce, jobIdOf };
}
