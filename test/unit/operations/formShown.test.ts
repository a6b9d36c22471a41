import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';
import { description, fieldOf, INTERNAL } from './formFields';
import { INTERFACE } from './savedNames';

/** What the form shows, and saves, for some choices; all else as it is at first. */
function shown(chosen: INodeParameters): string[] {
	const node = { typeVersion: 1, parameters: chosen } as INode;
	const all = NodeHelpers.getNodeParameters(
		description.properties,
		chosen,
		true,
		false,
		node,
		description,
	);
	const untold = ['resource', 'operation', ...INTERNAL.map(({ name }) => name)];
	return Object.keys(all ?? {}).filter((name) => !untold.includes(name));
}

describe('what the form shows', () => {
	it('first of all: running an agent', () => {
		expect(shown({})).toEqual([
			'agentId',
			'inputMode',
			'inputFields',
			'waitForCompletion',
			'options',
		]);
	});

	it.each<[string, INodeParameters, string[]]>([
		['JSON', { inputMode: 'json' }, ['inputJson']],
		['text', { inputMode: 'text' }, ['inputText']],
		['fields', { inputMode: 'fields' }, ['inputFields']],
	])('only the input of the mode %s', (_, chosen, inputs) => {
		const names = shown({ resource: 'agent', operation: 'run', ...chosen });
		expect(names.filter((name) => /^input(?!Mode)/.test(name))).toEqual(inputs);
	});

	it.each([
		['agent', 'getAll'],
		['credit', 'getHistory'],
	])('%s.%s: a limit only where not all are wanted', (resource, operation) => {
		expect(shown({ resource, operation })).toContain('limit');
		expect(shown({ resource, operation, returnAll: true })).not.toContain('limit');
	});

	it('credit.getUsageReport: dates only of a period of their own', () => {
		const chosen = { resource: 'credit', operation: 'getUsageReport' };
		expect(shown(chosen)).toEqual(['period', 'groupBy', 'format']);
		expect(shown({ ...chosen, period: 'custom' })).toEqual([
			'period',
			'from',
			'to',
			'groupBy',
			'format',
		]);
	});

	it.each(INTERFACE)('%s.%s: nothing of other operations', (resource, operation, parameters) => {
		for (const name of shown({ resource, operation })) expect(parameters).toContain(name);
	});
});

describe('what the form shows of a tool', () => {
	const tool = { ...description, name: `${description.name}Tool` };
	const node = { typeVersion: 1, type: tool.name, parameters: {} } as INode;

	const shownOfTool = (chosen: INodeParameters) => {
		const all = NodeHelpers.getNodeParameters(tool.properties, chosen, true, false, node, tool);
		return Object.keys(all ?? {});
	};

	it.each([
		['agent', 'getAll'],
		['credit', 'getHistory'],
	])('%s.%s: a limit, and no way around it', (resource, operation) => {
		const names = shownOfTool({ resource, operation });
		expect(names).toContain('limit');
		expect(names).not.toContain('returnAll');
	});

	it.each(['run', 'wait'])(
		'%s: no option about load, which a model knows nothing of',
		(operation) => {
			const resource = operation === 'run' ? 'agent' : 'job';
			const isShown = (type: typeof description, name: string) => {
				const option = fieldOf(resource, operation, `options.${name}`);
				return option && NodeHelpers.displayParameter({}, option, node, type);
			};
			for (const name of ['maxConcurrentJobs', 'pollIntervalSeconds', 'releaseWorker']) {
				expect([name, isShown(tool, name), isShown(description, name)]).toEqual([
					name,
					false,
					true,
				]);
			}
			expect(isShown(tool, 'timeoutSeconds')).toBe(true);
		},
	);
});
