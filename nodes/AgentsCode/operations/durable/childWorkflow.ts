import type { INode, INodeParameters, IWorkflowBase, IWorkflowSettings } from 'n8n-workflow';

/** The hidden parameter by which a node of this package knows its part in a parked wait. */
export const STEP_PARAMETER = 'durableStep';

export type DurableStep = 'wait' | 'check';

/** What the sub-workflow takes over from the node that waits. */
export type ParkedNode = Pick<INode, 'name' | 'type' | 'typeVersion' | 'credentials'>;

/** Who may see the data of executions, and whose credential is meant: that holds for the jobs as well. */
export type SharedSettings = Pick<IWorkflowSettings, 'redactionPolicy' | 'credentialResolverId'>;

const NEVER = new Date(0);

/** The form checks its fields before a node runs; those of this operation are all optional. */
const NOTHING_REQUIRED: INodeParameters = { resource: 'credit', operation: 'getBalance' };

function stepNode(parked: ParkedNode, name: string, step: DurableStep, column: number): INode {
	const { type, typeVersion, credentials } = parked;
	return {
		id: `agentscode-${step}`,
		name,
		type,
		typeVersion,
		position: [column * 200, 0],
		parameters: { ...NOTHING_REQUIRED, [STEP_PARAMETER]: step },
		...(credentials ? { credentials } : {}),
	};
}

function to({ name }: INode) {
	return [{ node: name, type: 'main' as const, index: 0 }];
}

function jobsNode(name: string): INode {
	return {
		id: 'agentscode-jobs',
		name,
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		parameters: { inputSource: 'passthrough' },
	};
}

/**
 * All are said, since n8n would take over those of the workflow it is started from, error workflow
 * and time-out included. No successful execution is kept.
 */
function settingsWithin({ redactionPolicy, credentialResolverId }: SharedSettings) {
	const settings: IWorkflowSettings = {
		executionOrder: 'v1',
		callerPolicy: 'any',
		executionTimeout: -1,
		saveDataErrorExecution: 'all',
		saveDataSuccessExecution: 'none',
		saveExecutionProgress: false,
	};
	if (redactionPolicy !== undefined) settings.redactionPolicy = redactionPolicy;
	if (credentialResolverId !== undefined) settings.credentialResolverId = credentialResolverId;
	return settings;
}

/**
 * The sub-workflow that waits in a parked node's place: it lies down, is woken, checks the jobs, and
 * lies down again until all are done. Nobody has to keep it: it exists in its own execution only.
 *
 * @param parked the checking node bears its name, so that n8n shows what goes wrong at that node
 * @param around the settings of the workflow it is started from
 */
export function childWorkflow(parked: ParkedNode, around: SharedSettings = {}): IWorkflowBase {
	const jobs = jobsNode(`${parked.name} (jobs)`);
	const wait = stepNode(parked, `${parked.name} (wait)`, 'wait', 1);
	const check = stepNode(parked, parked.name, 'check', 2);
	return {
		// n8n puts in that of the workflow it is started from.
		id: '',
		name: `${parked.name}: waiting for jobs`,
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: NEVER,
		updatedAt: NEVER,
		nodes: [jobs, wait, check],
		connections: {
			[jobs.name]: { main: [to(wait)] },
			[wait.name]: { main: [to(check)] },
			[check.name]: { main: [[], to(wait)] },
		},
		settings: settingsWithin(around),
	};
}
