import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INodeParameters,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { AgentsCode } from '../../../nodes/AgentsCode/AgentsCode.node';
import type { Emulator, RouteName } from '../../emulator';
import { credentialsHelper, type TestCredential } from '../credentials';
import { testCredential } from '../credentialTest';
import { agentsCodeNode, errorOf, jsonOf, runWorkflow, simpleWorkflow } from '../harness';
import { TriggerLife } from '../pollHarness';

/** What a call is played with. */
export interface Scene {
	emulator: Emulator;
	credential: TestCredential;
	/** From here on the fault may strike. */
	strike(): void;
	/** Takes the fault away. */
	mend(): void;
	/** Whether the node is set to continue, so that failures come as items. */
	goesOn: boolean;
	/** How long jobs are waited for. */
	timeoutSeconds: number;
	/** What n8n allows a poll. */
	pollBudgetMs: number;
}

/** What a user got to see. */
export interface Seen {
	/** Whether there is a result, and a right one. */
	isOk: boolean;
	/** All words of an item or exception that tells of a failure. */
	words: string;
	/** Everything n8n keeps of it. */
	kept: unknown;
}

export interface Call {
	/** Head of its column in the table. */
	head: string;
	routes: RouteName[];
	/** So many requests of the route are let pass. */
	after?: number;
	play(scene: Scene): Promise<Seen>;
}

const AGENT = 'event-scheduler';
const AGENT_ID: INodeParameters = { __rl: true, mode: 'id', value: AGENT };
const WAITING = { pollIntervalSeconds: 0.05 };

function seenIn(run: IRun, isGood: (items: IDataObject[]) => boolean): Seen {
	const error = errorOf(run);
	const items = jsonOf(run);
	const failed = items.filter((item) => 'error' in item);
	const words = [error?.message, error?.description, ...failed.map((item) => JSON.stringify(item))];
	return {
		isOk: error === undefined && failed.length === 0 && isGood(items),
		words: words.filter(Boolean).join('\n'),
		kept: [run, error],
	};
}

function withTimeout(parameters: INodeParameters, timeoutSeconds: number): INodeParameters {
	const options = parameters.options as INodeParameters | undefined;
	return options ? { ...parameters, options: { ...options, timeoutSeconds } } : parameters;
}

/** Start → AgentsCode with the given parameters. */
function node(
	parameters: INodeParameters | ((scene: Scene) => INodeParameters),
	isGood: (items: IDataObject[]) => boolean,
): Call['play'] {
	return async (scene) => {
		const asked = typeof parameters === 'function' ? parameters(scene) : parameters;
		const settings = scene.goesOn ? { onError: 'continueRegularOutput' as const } : {};
		scene.strike();
		const bounded = withTimeout(asked, scene.timeoutSeconds);
		const workflow = simpleWorkflow([{}], bounded, settings);
		return seenIn(await runWorkflow(workflow, { credential: scene.credential }), isGood);
	};
}

const run = (options: INodeParameters = {}): INodeParameters => ({
	resource: 'agent',
	operation: 'run',
	agentId: AGENT_ID,
	inputMode: 'text',
	inputText: 'Book a table',
	options: { ...WAITING, ...options },
});

const onJob = (operation: string) => (scene: Scene) => ({
	resource: 'job',
	operation,
	agentId: AGENT_ID,
	jobId: scene.emulator.startJob(AGENT).jobId,
	options: WAITING,
});

const report: INodeParameters = {
	resource: 'credit',
	operation: 'getUsageReport',
	period: 'last30Days',
	groupBy: 'none',
};

const withHistory = (parameters: INodeParameters) => (scene: Scene) => {
	scene.emulator.seedHistory(30, { everyMs: 60_000 });
	return parameters;
};

const isCompleted = ([item]: IDataObject[]) => item?.status === 'completed';

const nodeType = new AgentsCode();
const nodeTypes: INodeTypes = {
	getByName: () => nodeType,
	getByNameAndVersion: () => nodeType,
	getKnownTypes: () => ({}),
};

/** What a rejected promise tells a user. */
function seenInThrown(thrown: unknown): Seen {
	const { message, description } = thrown as { message: string; description?: string };
	return { isOk: false, words: [message, description].join('\n'), kept: [thrown, message] };
}

async function openPicker(scene: Scene): Promise<Seen> {
	const picker = agentsCodeNode({});
	const workflow = new Workflow({ nodes: [picker], connections: {}, active: false, nodeTypes });
	const additionalData = {
		credentialsHelper: credentialsHelper(scene.credential),
	} as unknown as IWorkflowExecuteAdditionalData;
	const context = new LoadOptionsContext(workflow, picker, additionalData, '');
	scene.strike();
	try {
		const { results } = await nodeType.methods.listSearch.searchAgents.call(context);
		const isOk = results.some(({ value }) => value === AGENT);
		return { isOk, words: '', kept: results };
	} catch (thrown) {
		return seenInThrown(thrown);
	}
}

async function openCredentialTest(scene: Scene): Promise<Seen> {
	scene.strike();
	const { status, message } = await testCredential(scene.credential);
	const isOk = status === 'OK';
	return { isOk, words: isOk ? '' : message, kept: message };
}

let credentials = 0;

/** A trigger that is on, then something happens, then the fault strikes the next poll. */
function poll(
	parameters: INodeParameters,
	happen: (emulator: Emulator) => void,
	isGood: (items: IDataObject[]) => boolean,
): Call['play'] {
	return async (scene) => {
		const { emulator, credential, pollBudgetMs } = scene;
		const life = new TriggerLife({
			credential: () => credential,
			parameters,
			budgetMs: pollBudgetMs,
		});
		life.credentialId = `faults-${++credentials}`;
		emulator.seedHistory(3);
		await life.activate();
		happen(emulator);
		scene.strike();
		const before = life.memory;
		const first = await life.poll().catch((thrown: unknown) => seenInThrown(thrown));
		if (!Array.isArray(first)) {
			expect(life.memory).toBe(before);
			scene.mend();
			// What the fault held back comes with the next poll.
			const later = await life.poll();
			expect(isGood(later)).toBe(true);
			expect(await life.poll()).toEqual([]);
			return { ...first, kept: [first.kept, later] };
		}
		scene.mend();
		const words = first.map(({ errorMessage }) => errorMessage).filter(Boolean);
		const isOk = isGood([...first, ...(await life.poll())]);
		return { isOk, words: words.join('\n'), kept: [first, life.memory] };
	};
}

function finishJob(emulator: Emulator): void {
	const { jobId } = emulator.startJob(AGENT);
	emulator.finish(jobId);
}

const isOneEvent = (items: IDataObject[]) => items.length === 1 && items[0].agentId === AGENT;

const RESULTS_OFF: INodeParameters = { options: { includeResult: false } };

/** Every way in which the package asks the service, in the order of the table. */
export const CALLS: Call[] = [
	{
		head: 'agents',
		routes: ['listAgents'],
		play: node({ resource: 'agent', operation: 'getAll', filters: { status: 'any' } }, (items) =>
			items.some(({ id }) => id === AGENT),
		),
	},
	{
		head: 'agent',
		routes: ['listAgents'],
		play: node(
			{ resource: 'agent', operation: 'get', agentId: AGENT_ID },
			([item]) => item?.id === AGENT,
		),
	},
	{ head: 'picker', routes: ['listAgents'], play: openPicker },
	{
		head: 'start',
		routes: ['startJob'],
		play: node(run(), isCompleted),
	},
	{
		head: 'look',
		routes: ['getJob'],
		play: node(run(), isCompleted),
	},
	{
		head: 'wait',
		routes: ['getJob'],
		play: node(onJob('wait'), isCompleted),
	},
	{
		head: 'job',
		routes: ['getJob'],
		play: node(onJob('get'), ([item]) => item?.result !== undefined),
	},
	{
		head: 'check',
		routes: ['listAgents', 'getBalance'],
		play: node(run({ checkCredits: true }), isCompleted),
	},
	{
		head: 'search',
		routes: ['getHistory'],
		play: async (scene) => {
			scene.emulator.fault({ route: 'startJob', kind: 'reset', startsAnyway: true });
			return await node(run(), isCompleted)(scene);
		},
	},
	{
		head: 'balance',
		routes: ['getBalance'],
		play: node({ resource: 'credit', operation: 'getBalance' }, ([item]) =>
			Number.isFinite(item?.available),
		),
	},
	{
		head: 'history',
		routes: ['getHistory'],
		play: node(
			withHistory({ resource: 'credit', operation: 'getHistory', returnAll: true }),
			(items) => items.length >= 30,
		),
	},
	{
		head: 'report',
		routes: ['getHistory'],
		after: 1,
		play: node(withHistory(report), ([item]) => Number(item?.runs) >= 20),
	},
	{
		head: 'rep. bal.',
		routes: ['getBalance'],
		play: node(
			withHistory({ ...report, format: 'markdown' }),
			([item]) => typeof item?.report === 'string' && item.balance !== undefined,
		),
	},
	{
		head: 'cred. test',
		routes: ['getBalance'],
		play: openCredentialTest,
	},
	{
		head: 'poll',
		routes: ['getHistory'],
		play: poll(RESULTS_OFF, finishJob, isOneEvent),
	},
	{
		head: 'p. result',
		routes: ['getJob'],
		play: poll({}, finishJob, isOneEvent),
	},
	{
		head: 'p. agents',
		routes: ['listAgents'],
		play: async (scene) => {
			// Where the history names agents by other words than the filter, it takes the list to compare.
			scene.emulator.behave({ history: { agentAs: 'displayName' } });
			return await poll({ ...RESULTS_OFF, agentIds: [AGENT] }, finishJob, isOneEvent)(scene);
		},
	},
	{
		head: 'p. credits',
		routes: ['getBalance'],
		play: poll(
			{ event: 'creditsLow', threshold: 100 },
			(emulator) => {
				emulator.credits.available = 5;
			},
			(items) => items.length === 1 && items[0].event === 'creditsLow',
		),
	},
];
