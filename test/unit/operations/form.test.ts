import { AgentsCode } from '../../../nodes/AgentsCode/AgentsCode.node';
import { description, fieldOf, fieldsFor, INTERNAL, valuesOf } from './formFields';
import { CHOICES, COLLECTIONS, DEFAULTS, INTERFACE } from './savedNames';

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
