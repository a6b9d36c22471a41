import type { INodeParameters } from 'n8n-workflow';
import { EAGER, EVENT_SCHEDULER } from './stage';

export const balance: INodeParameters = { resource: 'credit', operation: 'getBalance' };
const history: INodeParameters = { resource: 'credit', operation: 'getHistory' };
const job: INodeParameters = { resource: 'job', agentId: EVENT_SCHEDULER, jobId: 'some-job' };
const agents: INodeParameters = { resource: 'agent', operation: 'getAll' };
export const start: INodeParameters = {
	resource: 'agent',
	operation: 'run',
	agentId: EVENT_SCHEDULER,
	inputMode: 'text',
	inputText: 'a',
	options: { ...EAGER, timeoutSeconds: 3 },
};

/** One call of each operation that asks the service. */
export const OPERATIONS: Array<[string, INodeParameters]> = [
	['Agent → Get Many', agents],
	['Agent → Get', { resource: 'agent', operation: 'get', agentId: EVENT_SCHEDULER }],
	['Agent → Run', start],
	['Job → Get', { ...job, operation: 'get' }],
	[
		'Job → Wait for Completion',
		{ ...job, operation: 'wait', options: { ...EAGER, timeoutSeconds: 1 } },
	],
	['Credit → Get Balance', balance],
	['Credit → Get History', history],
	['Credit → Get Usage Report', { resource: 'credit', operation: 'getUsageReport' }],
];
