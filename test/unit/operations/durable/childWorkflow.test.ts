import type { INode } from 'n8n-workflow';
import { childWorkflow } from '../../../../nodes/AgentsCode/operations/durable/childWorkflow';

const PARKED: INode = {
	id: '7',
	name: 'Book a table',
	type: 'n8n-nodes-agentscode.agentsCode',
	typeVersion: 1,
	position: [400, 300],
	parameters: { resource: 'agent', operation: 'run' },
	credentials: { agentsCodeApi: { id: 'c1', name: 'Account' } },
	onError: 'continueErrorOutput',
	retryOnFail: true,
	executeOnce: true,
};

const child = childWorkflow(PARKED);
const [trigger, wait, check] = child.nodes;

it('is made of the trigger of sub-workflows and two nodes of this package', () => {
	expect(child.nodes.map(({ type, typeVersion }) => [type, typeVersion])).toEqual([
		['n8n-nodes-base.executeWorkflowTrigger', 1.1],
		['n8n-nodes-agentscode.agentsCode', 1],
		['n8n-nodes-agentscode.agentsCode', 1],
	]);
	expect(trigger.parameters).toEqual({ inputSource: 'passthrough' });
	expect([wait, check].map(({ parameters }) => parameters.durableStep)).toEqual(['wait', 'check']);
});

it('goes to wait, to check, and from the second output of that to wait again', () => {
	const to = (node: INode) => [{ node: node.name, type: 'main', index: 0 }];
	expect(child.connections).toEqual({
		[trigger.name]: { main: [to(wait)] },
		[wait.name]: { main: [to(check)] },
		[check.name]: { main: [[], to(wait)] },
	});
});

it('takes over the credential, and none of the settings that make a failed node go on', () => {
	for (const node of [wait, check]) {
		expect(node.credentials).toEqual(PARKED.credentials);
		expect(node).not.toHaveProperty('onError');
		expect(node).not.toHaveProperty('retryOnFail');
		expect(node).not.toHaveProperty('executeOnce');
	}
});

it('says all settings that n8n would otherwise take from the workflow around it', () => {
	expect(child.settings).toEqual({
		executionOrder: 'v1',
		callerPolicy: 'any',
		executionTimeout: -1,
		saveDataErrorExecution: 'all',
		saveDataSuccessExecution: 'none',
		saveExecutionProgress: false,
	});
	expect(child.settings).not.toHaveProperty('errorWorkflow');
	expect(child.id).toBe('');
});

it('takes over who may see its data and whose credential is meant, and nothing else', () => {
	const shared = { redactionPolicy: 'all' as const, credentialResolverId: 'r1' };
	const around = { ...shared, errorWorkflow: 'w9', executionTimeout: 60, timezone: 'UTC' };
	expect(childWorkflow(PARKED, around).settings).toEqual({ ...child.settings, ...shared });
});

it.each(['Wait', 'Jobs', 'AgentsCode', 'AgentsCode (wait)', 'a (jobs)', ''])(
	'has nodes of different names around one called %j, which checks',
	(name) => {
		const names = childWorkflow({ ...PARKED, name }).nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(3);
		expect(names[2]).toBe(name);
	},
);

it('does without a credential where the node has none', () => {
	const { credentials, ...bare } = PARKED;
	expect(credentials).toBeDefined();
	for (const node of childWorkflow(bare).nodes) expect(node).not.toHaveProperty('credentials');
});
