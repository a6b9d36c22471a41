import { Ajv2020 } from 'ajv/dist/2020';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { AgentsCode } from '../../nodes/AgentsCode/AgentsCode.node';
import { existsSync, fs, path } from '../../scripts/platform';
import { REPOSITORY } from '../../scripts/repository';
import { errorOf, jsonOf } from './harness';
import { shapeOf, shapeOfPreview, type PreviewSchema } from './outputShape';
import { byId, EAGER, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 60, reasonIn: 'nowhere' } });

const FOLDER = path.join(REPOSITORY, 'nodes', 'AgentsCode', '__schema__', 'v1.0.0');

const fileOf = (operation: string) => path.join(FOLDER, `${operation}.json`);
const preview = async (operation: string) =>
	JSON.parse(await fs.readFile(fileOf(operation), 'utf8')) as PreviewSchema;

const OPERATIONS = new AgentsCode().description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options }) =>
		(options ?? []).map((option) =>
			[displayOptions?.show?.resource?.[0], 'value' in option ? option.value : ''].join('/'),
		),
	);

const FOLLOWED = { ...EAGER, onFailure: 'returnJob' };
const OUTCOMES = [{ outcome: 'completed' }, { outcome: 'failed' }];

const aMinuteAgo = () => ({ startedAtMs: Date.now() - 60_000 });

function startedJobs(): IDataObject[] {
	return OUTCOMES.map((emulate) => ({
		jobId: stage.emulator.startJob('event-scheduler', { emulate }).jobId,
	}));
}

function endedJobs(): IDataObject[] {
	return (['completed', 'failed'] as const).map((outcome) => {
		stage.emulator.behaviour.jobs.outcome = outcome;
		return { jobId: stage.emulator.startJob('event-scheduler', {}, aMinuteAgo()).jobId };
	});
}

/** One run that is finished and one that is not, so that every field shows all it can be. */
function runsOfToday(): IDataObject[] {
	stage.emulator.seedHistory(1, { agentIds: ['event-scheduler'], failedEvery: 0 });
	stage.emulator.behave({ jobs: { durationMs: Infinity }, history: { listUnfinished: true } });
	// A report that ends now leaves out a run of the very same millisecond.
	stage.emulator.startJob('site-monitor', {}, aMinuteAgo());
	return [{}];
}

const job = { agentId: EVENT_SCHEDULER, jobId: '={{ $json.jobId }}' };

/** How each operation is brought to show all its fields. */
const SITUATIONS: Array<
	[operation: string, items: () => IDataObject[], parameters: INodeParameters]
> = [
	['agent/get', () => [{}], { agentId: byId('event-scheduler') }],
	['agent/getAll', () => [{}], { returnAll: true }],
	[
		'agent/run',
		() => OUTCOMES.map((emulate) => ({ input: { emulate } })),
		{
			agentId: EVENT_SCHEDULER,
			inputMode: 'json',
			inputJson: '={{ $json.input }}',
			options: FOLLOWED,
		},
	],
	['job/get', endedJobs, job],
	['job/wait', startedJobs, { ...job, options: FOLLOWED }],
	['credit/getBalance', () => [{}], {}],
	['credit/getHistory', runsOfToday, { returnAll: true }],
	['credit/getUsageReport', runsOfToday, {}],
];

async function output([operation, items, parameters]: (typeof SITUATIONS)[number]) {
	const [resource, value] = operation.split('/');
	const run = await stage.run(items(), { resource, operation: value, ...parameters });
	expect(errorOf(run)).toBeUndefined();
	return jsonOf(run);
}

it('every operation has a preview, and every preview an operation', async () => {
	expect(SITUATIONS.map(([operation]) => operation).sort()).toEqual([...OPERATIONS].sort());
	for (const operation of OPERATIONS) {
		expect([operation, existsSync(fileOf(operation))]).toEqual([operation, true]);
	}
	const files = await fs.readdir(FOLDER, { recursive: true });
	const previews = files.filter((file) => file.endsWith('.json'));
	expect(previews).toHaveLength(OPERATIONS.length);
});

it.each(SITUATIONS)('%s puts out what its preview shows', async (...situation) => {
	expect(shapeOf(await output(situation))).toEqual(shapeOfPreview(await preview(situation[0])));
});

it.each(OPERATIONS)('%s: the preview is JSON Schema', async (operation) => {
	const schema = await preview(operation);
	const ajv = new Ajv2020({ strictTypes: false, keywords: ['version'] });
	expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
	expect(schema.type).toBe('object');
});

it('tells an item that lacks a field, has another, or has one of another type', async () => {
	const shown = shapeOfPreview(await preview('credit/getBalance'));
	expect(shapeOf([{ available: 1, used: 2 }])).toEqual(shown);
	expect(shapeOf([{ available: 1 }])).not.toEqual(shown);
	expect(shapeOf([{ available: 1, used: 2, owed: 0 }])).not.toEqual(shown);
	expect(shapeOf([{ available: '1', used: 2 }])).not.toEqual(shown);
	expect(shapeOf([{ available: 1, used: null }])).not.toEqual(shown);
});
