import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import { parkingHindrance } from '../../../../nodes/AgentsCode/operations/durable/hindrance';

/** What an n8n that can park gives a node. */
function context(change: object = {}): IExecuteFunctions {
	return {
		getNode: () => ({ type: 'n8n-nodes-agentscode.agentsCode' }),
		getMode: () => 'trigger',
		getWorkflow: () => ({ id: 'w1' }),
		getExecutionId: () => '17',
		onExecutionFinish: () => undefined,
		executeWorkflow: async () => undefined,
		putExecutionToWait: async () => undefined,
		...change,
	} as unknown as IExecuteFunctions;
}

it.each<WorkflowExecuteMode>(['manual', 'trigger', 'webhook', 'retry', 'error'])(
	'nothing is in the way in the mode %s',
	(mode) => {
		expect(parkingHindrance(context({ getMode: () => mode }))).toBeUndefined();
	},
);

const HINDRANCES: Array<[what: string, change: object, says: RegExp]> = [
	[
		'as the tool of an AI agent',
		{ getNode: () => ({ type: 'n8n-nodes-agentscode.agentsCodeTool' }) },
		/AI agent/,
	],
	['in an older n8n', { onExecutionFinish: undefined }, /needs n8n 2\.35/],
	['where no sub-workflow can be started', { executeWorkflow: undefined }, /needs n8n/],
	['where nothing can be put to wait', { putExecutionToWait: undefined }, /needs n8n/],
	['in a sub-workflow', { getMode: () => 'integrated' }, /sub-workflow/],
	['in an evaluation', { getMode: () => 'evaluation' }, /'evaluation'/],
	['in a chat', { getMode: () => 'chat' }, /'chat'/],
	['on the command line', { getMode: () => 'cli' }, /'cli'/],
	['in a workflow without an id', { getWorkflow: () => ({}) }, /not been saved/],
	['in a workflow with an empty id', { getWorkflow: () => ({ id: '' }) }, /not been saved/],
	['in an execution without an id', { getExecutionId: () => undefined }, /not been saved/],
];

it.each(HINDRANCES)('the worker can not be let go %s', (_what, change, says) => {
	expect(parkingHindrance(context(change))).toMatch(says);
});
