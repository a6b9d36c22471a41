import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { AgentsCodeTrigger } from '../../../nodes/AgentsCode/AgentsCodeTrigger.node';

const { description } = new AgentsCodeTrigger();

/** What the form shows, and saves, for some choices; all else as it is at first. */
function shown(chosen: INodeParameters): INodeParameters {
	const node = { typeVersion: 1, parameters: chosen } as INode;
	const { properties } = description;
	const all = NodeHelpers.getNodeParameters(properties, chosen, true, false, node, description);
	return all ?? {};
}

function fieldOf(name: string, fields: INodeProperties[] = description.properties) {
	return fields.find((field) => field.name === name);
}

const valuesOf = (field?: INodeProperties) =>
	(field?.options ?? []).map((option) => ('value' in option ? option.value : option.name));

// The names that saved workflows depend on.
it('is the node that saved workflows name', () => {
	expect(description).toMatchObject({ name: 'agentsCodeTrigger', version: [1], polling: true });
	expect(description.credentials).toEqual([{ name: 'agentsCodeApi', required: true }]);
});

it('has the two events', () => {
	expect(valuesOf(fieldOf('event'))).toEqual(['creditsLow', 'jobFinished']);
	expect(fieldOf('event')).toMatchObject({ default: 'jobFinished', noDataExpression: true });
});

it.each<[string, INodeParameters, INodeParameters]>([
	[
		'first of all: jobs that have finished',
		{},
		{
			event: 'jobFinished',
			statuses: ['completed', 'failed', 'cancelled'],
			agentIds: [],
			options: {},
		},
	],
	['for credits: a threshold', { event: 'creditsLow' }, { event: 'creditsLow', threshold: 100 }],
])('shows %s', (_, chosen, all) => {
	expect(shown(chosen)).toEqual(all);
});

it('has the options of jobs, with their defaults', () => {
	const options = (fieldOf('options')?.options ?? []) as INodeProperties[];
	expect(options.map(({ name, default: first }) => [name, first])).toEqual([
		['includeResult', true],
		['lookBackMinutes', 60],
	]);
});
