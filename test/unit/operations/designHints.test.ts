import { Workflow, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { AgentsCode } from '../../../nodes/AgentsCode/AgentsCode.node';

const type = new AgentsCode();
const nodeTypes = {
	getByName: () => type,
	getByNameAndVersion: () => type,
	getKnownTypes: () => ({}),
};

const PICKED = {
	__rl: true,
	mode: 'list',
	value: 'event-scheduler',
	cachedResultName: 'Event Scheduler (5 credits)',
};

/** The hints that n8n's editor shows for a node that has not run yet, by what comes in. */
function shown(items: number, parameters: INodeParameters): string[] {
	const node = {
		id: '1',
		name: 'AgentsCode',
		type: 'n8n-nodes-agentscode.agentsCode',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: { resource: 'agent', operation: 'run', agentId: PICKED, ...parameters },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const input = Array.from({ length: items }, (): INodeExecutionData => ({ json: {} }));
	const isSo = (condition: string) =>
		workflow.expression.getParameterValue(condition, null, 0, 0, node.name, input, 'manual', {});
	return (type.description.hints ?? [])
		.filter(({ displayCondition = '' }) => {
			const value = isSo(displayCondition);
			expect(typeof value).toBe('boolean');
			return value;
		})
		.map(({ message }) => message.split(' ').slice(0, 2).join(' '));
}

const CREDITS = 'With so';
const JOBS = 'More than';

it.each<[string, number, INodeParameters, string[]]>([
	['nothing has come in yet', 0, {}, []],
	['a usual run', 20, {}, []],
	['more than 100 credits', 21, {}, [CREDITS]],
	['the credits are checked', 21, { options: { checkCredits: true } }, []],
	['an agent from an expression', 21, { agentId: { ...PICKED, value: '={{ "x" }}' } }, []],
	['an agent by ID', 21, { agentId: { __rl: true, mode: 'id', value: 'x' } }, []],
	['no agent yet', 21, { agentId: { __rl: true, mode: 'list', value: '' } }, []],
	['more jobs than run at once', 51, {}, [CREDITS, JOBS]],
	['a bound of its own', 51, { options: { maxConcurrentJobs: 5, checkCredits: true } }, []],
	['another operation', 99, { operation: 'get' }, []],
	['another resource', 99, { resource: 'job', operation: 'wait' }, []],
])('%s', (_, items, parameters, hints) => {
	expect(shown(items, parameters)).toEqual(hints);
});

it.each((type.description.hints ?? []).map(({ message }) => [message]))(
	'reads well: %s',
	(message) => {
		expect(message).not.toMatch(/\b(error|problem|failure|mistake|node)\b/i);
		expect(message).toMatch(/^[A-Z].*\.$/);
		// n8n shows a hint as HTML.
		expect(message).not.toMatch(/[<>&]/);
	},
);
