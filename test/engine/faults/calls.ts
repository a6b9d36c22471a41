import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Emulator, RouteName } from '../../emulator';
import { AGENT, node, openCredentialTest, openPicker, poll, type Scene, type Seen } from './plays';

export interface Call {
	/** Head of its column in the table. */
	head: string;
	routes: RouteName[];
	/** So many requests of the route are let pass. */
	after?: number;
	play(scene: Scene): Promise<Seen>;
}

const AGENT_ID: INodeParameters = { __rl: true, mode: 'id', value: AGENT };
const WAITING = { pollIntervalSeconds: 0.05 };

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
