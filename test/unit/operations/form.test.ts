import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { AgentsCode } from '../../../nodes/AgentsCode/AgentsCode.node';

const { description } = new AgentsCode();

/**
 * The names that saved workflows depend on. A change here breaks workflows of users, unless it comes
 * with a new version of the node.
 */
const INTERFACE: Array<[resource: string, operation: string, parameters: string[]]> = [
	['agent', 'getAll', ['returnAll', 'limit', 'filters']],
	['agent', 'get', ['agentId']],
	[
		'agent',
		'run',
		[
			'agentId',
			'inputMode',
			'inputFields',
			'inputJson',
			'inputText',
			'waitForCompletion',
			'options',
		],
	],
	['job', 'get', ['agentId', 'jobId']],
	['job', 'wait', ['agentId', 'jobId', 'options']],
	['credit', 'getBalance', []],
	['credit', 'getHistory', ['returnAll', 'limit', 'filters']],
	['credit', 'getUsageReport', ['period', 'from', 'to', 'groupBy', 'format']],
];

const COLLECTIONS: Array<
	[resource: string, operation: string, collection: string, names: string[]]
> = [
	['agent', 'getAll', 'filters', ['search', 'status']],
	['credit', 'getHistory', 'filters', ['agentId', 'statuses', 'startedAfter', 'startedBefore']],
	[
		'agent',
		'run',
		'options',
		[
			'contextData',
			'timeoutSeconds',
			'onTimeout',
			'onFailure',
			'pollIntervalSeconds',
			'maxConcurrentJobs',
			'checkCredits',
			'releaseWorker',
		],
	],
	[
		'job',
		'wait',
		'options',
		[
			'timeoutSeconds',
			'onTimeout',
			'onFailure',
			'pollIntervalSeconds',
			'maxConcurrentJobs',
			'releaseWorker',
		],
	],
];

const DEFAULTS: Array<[resource: string, operation: string, name: string, value: unknown]> = [
	['agent', 'getAll', 'returnAll', false],
	['agent', 'getAll', 'limit', 50],
	['credit', 'getHistory', 'returnAll', false],
	['credit', 'getHistory', 'limit', 50],
	['credit', 'getUsageReport', 'period', 'last7Days'],
	['credit', 'getUsageReport', 'from', ''],
	['credit', 'getUsageReport', 'to', ''],
	['credit', 'getUsageReport', 'groupBy', 'agent'],
	['credit', 'getUsageReport', 'format', 'items'],
	['agent', 'run', 'inputMode', 'fields'],
	['agent', 'run', 'waitForCompletion', true],
	['agent', 'run', 'options.timeoutSeconds', 600],
	['agent', 'run', 'options.onTimeout', 'error'],
	['agent', 'run', 'options.onFailure', 'error'],
	['agent', 'run', 'options.pollIntervalSeconds', 0],
	['agent', 'run', 'options.maxConcurrentJobs', 50],
	['agent', 'run', 'options.checkCredits', false],
	['agent', 'run', 'options.contextData', ''],
	['agent', 'run', 'options.releaseWorker', false],
	['job', 'wait', 'options.timeoutSeconds', 600],
	['job', 'wait', 'options.onTimeout', 'error'],
	['job', 'wait', 'options.onFailure', 'error'],
	['job', 'wait', 'options.pollIntervalSeconds', 0],
	['job', 'wait', 'options.maxConcurrentJobs', 50],
	['job', 'wait', 'options.releaseWorker', false],
];

const CHOICES: Array<[resource: string, operation: string, name: string, values: string[]]> = [
	['agent', 'run', 'inputMode', ['fields', 'json', 'text']],
	['agent', 'run', 'options.onTimeout', ['error', 'returnJob']],
	['agent', 'run', 'options.onFailure', ['error', 'returnJob']],
	['job', 'wait', 'options.onTimeout', ['error', 'returnJob']],
	['job', 'wait', 'options.onFailure', ['error', 'returnJob']],
	['agent', 'getAll', 'filters.status', ['active', 'any', 'inactive']],
	[
		'credit',
		'getHistory',
		'filters.statuses',
		['active', 'cancelled', 'completed', 'failed', 'queued'],
	],
	[
		'credit',
		'getUsageReport',
		'period',
		['custom', 'last30Days', 'last7Days', 'lastMonth', 'thisMonth'],
	],
	['credit', 'getUsageReport', 'groupBy', ['agent', 'day', 'month', 'none', 'status', 'week']],
	['credit', 'getUsageReport', 'format', ['html', 'items', 'markdown']],
];

const valuesOf = (field?: INodeProperties) =>
	(field?.options ?? []).map((option) => ('value' in option ? String(option.value) : option.name));

function fieldsFor(resource: string, operation: string): INodeProperties[] {
	return description.properties.filter(({ displayOptions }) => {
		const { resource: resources, operation: operations } = displayOptions?.show ?? {};
		return resources?.includes(resource) && operations?.includes(operation);
	});
}

/** The field of an operation by its name, or by `collection.name`. */
function fieldOf(resource: string, operation: string, name: string): INodeProperties | undefined {
	const [outer, inner] = name.split('.');
	const field = fieldsFor(resource, operation).find((each) => each.name === outer);
	const options = (field?.options ?? []) as INodeProperties[];
	return inner === undefined ? field : options.find((each) => each.name === inner);
}

/** Never shown: what the node itself sets in nodes that no user sees. */
const INTERNAL = description.properties.filter(({ type }) => type === 'hidden');

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

describe('the names saved workflows depend on', () => {
	it('node and credential', () => {
		expect(description).toMatchObject({ name: 'agentsCode', version: [1] });
		expect(description.credentials).toEqual([{ name: 'agentsCodeApi', required: true }]);
	});

	it('resource first, then operation, both without expressions', () => {
		const [resource, ...others] = description.properties;
		expect(resource).toMatchObject({ name: 'resource', noDataExpression: true, default: 'agent' });
		const operations = others.filter(({ name }) => name === 'operation');
		for (const field of operations) {
			expect(field.noDataExpression).toBe(true);
			expect(valuesOf(field)).toContain(field.default);
			const index = others.indexOf(field);
			const [name] = field.displayOptions?.show?.resource ?? [];
			const ofResource = others.filter(({ displayOptions }) =>
				displayOptions?.show?.resource?.includes(name),
			);
			expect(ofResource[0]).toBe(others[index]);
		}
	});

	it('one hidden parameter for its own use, which does nothing unless set', () => {
		expect(INTERNAL.map((field) => [field.name, field.default])).toEqual([['durableStep', '']]);
	});

	it('resources and operations, all of them and no other', () => {
		const operations = description.properties.filter(({ name }) => name === 'operation');
		const found = operations.flatMap((field) =>
			valuesOf(field).map((value) => [field.displayOptions?.show?.resource?.[0], value].join('.')),
		);
		expect(found.sort()).toEqual(INTERFACE.map(([r, o]) => `${r}.${o}`).sort());
		expect(valuesOf(description.properties[0]).sort()).toEqual(['agent', 'credit', 'job']);
	});

	it.each(INTERFACE)('%s.%s: %j', (resource, operation, parameters) => {
		const names = fieldsFor(resource, operation).map(({ name }) => name);
		expect(names.sort()).toEqual([...parameters].sort());
	});

	it.each(COLLECTIONS)('%s.%s.%s: %j', (resource, operation, collection, names) => {
		const field = fieldOf(resource, operation, collection);
		expect(field).toMatchObject({ type: 'collection', default: {} });
		expect(valuesOf(field).sort()).toEqual([...names].sort());
	});

	it.each(DEFAULTS)('%s.%s: %s is %j at first', (resource, operation, name, value) => {
		expect(fieldOf(resource, operation, name)?.default).toEqual(value);
	});

	it.each(CHOICES)('%s.%s: %s is one of %j', (resource, operation, name, values) => {
		expect(valuesOf(fieldOf(resource, operation, name))).toEqual(values);
	});

	it.each(INTERFACE.filter(([, , parameters]) => parameters.includes('agentId')))(
		'%s.%s: the agent is chosen from a searchable list, or by ID',
		(resource, operation) => {
			const field = fieldOf(resource, operation, 'agentId');
			expect(field).toMatchObject({
				type: 'resourceLocator',
				required: true,
				default: { mode: 'list', value: '' },
			});
			expect(field?.modes?.map(({ name }) => name)).toEqual(['list', 'id']);
			expect(field?.modes?.[0].typeOptions).toEqual({
				searchListMethod: 'searchAgents',
				searchable: true,
			});
		},
	);

	it('has the methods that its lists name', () => {
		const { methods } = new AgentsCode();
		const named = JSON.stringify(description.properties);
		const search = [...named.matchAll(/"searchListMethod":"(\w+)"/g)].map(([, name]) => name);
		const load = [...named.matchAll(/"loadOptionsMethod":"(\w+)"/g)].map(([, name]) => name);
		expect(Object.keys(methods.listSearch)).toEqual([...new Set(search)]);
		expect(Object.keys(methods.loadOptions)).toEqual([...new Set(load)]);
	});
});

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
