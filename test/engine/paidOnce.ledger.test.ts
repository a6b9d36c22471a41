import type { IDataObject, INodeType } from 'n8n-workflow';
import { ledgerOf, numbered, runAgent, runAgentInLoop } from './agentRuns';
import { nodeTypes } from './execution';
import { errorOf, jsonOf } from './harness';
import { openStage } from './stage';

/** Items that are no JSON until n8n stores them, as databases or Code put them out. */
let rows: IDataObject[] | undefined;

const { getByNameAndVersion } = nodeTypes;
nodeTypes.getByNameAndVersion = (type, version) => {
	const real = getByNameAndVersion(type, version) as INodeType;
	if (type !== 'test.start' || !rows) return real;
	const items = rows.map((json) => ({ json }));
	return { description: real.description, execute: async () => [items] };
};

const stage = openStage({ jobs: { durationMs: 60, progress: 'absent' } });
beforeEach(() => {
	rows = undefined;
});

const cannotLook = () =>
	stage.emulator.fault({ route: 'getJob', kind: 'status', status: 403, times: Infinity });

describe('Retry execution picks up the job of an item', () => {
	it.each<[string, IDataObject]>([
		['with a date, as databases give it', { n: 1, created: new Date('2026-01-01') as never }],
		['with a field that is undefined, as Code gives it', { n: 1, phone: undefined }],
	])('%s', async (_, row) => {
		rows = [row];
		cannotLook();
		const failed = await stage.play(runAgent([]));
		stage.emulator.clearFaults();
		const retried = await stage.play(runAgent([]), { retryOf: failed });
		expect(jsonOf(retried)[0]).toMatchObject({ status: 'completed' });
		expect(stage.emulator.jobs).toHaveLength(1);
	});

	it('whose input tells the time, after the time-out was raised as the message says', async () => {
		stage.emulator.behaviour.jobs.durationMs = 1500;
		const timed = { inputJson: '={{ { n: $json.n, at: $now.toMillis() } }}' };
		const failed = await stage.play(runAgent(numbered(1), {}, { timeoutSeconds: 1 }, timed));
		expect(errorOf(failed)?.description).toContain('raise the option');
		const raised = runAgent(numbered(1), {}, { timeoutSeconds: 9 }, timed);
		const retried = await stage.play(raised, { retryOf: failed, withSavedWorkflow: true });
		expect(jsonOf(retried)[0]).toMatchObject({ status: 'completed' });
		expect(stage.emulator.jobs).toHaveLength(1);
	});
});

it('an input of which only a date was edited is other work', async () => {
	const on = (day: string) =>
		runAgent(numbered(1), {}, {}, { inputJson: `={{ { day: new Date("${day}") } }}` });
	cannotLook();
	const failed = await stage.play(on('2026-01-01'));
	stage.emulator.clearFaults();
	await stage.play(on('2026-02-01'), { retryOf: failed, withSavedWorkflow: true });
	expect(stage.emulator.jobs).toHaveLength(2);
});

it('an item that contains itself does not hinder the run', async () => {
	const circle: IDataObject = { n: 1 };
	circle.self = circle;
	rows = [circle];
	const run = await stage.play(runAgent([], {}, {}, { inputJson: '={{ { n: $json.n } }}' }));
	expect(errorOf(run)?.message).toBeUndefined();
});

it('a loop stays small: nothing is remembered of rounds that were delivered', async () => {
	const run = await stage.play(runAgentInLoop(numbered(4), 2));
	expect(jsonOf(run, 'Batches')).toHaveLength(4);
	expect(ledgerOf(run)).toEqual([]);
});
