import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { AgentsCodeApi } from '../../../credentials/AgentsCodeApi.credentials';
import { AgentsCode } from '../../../nodes/AgentsCode/AgentsCode.node';
import { AgentsCodeTrigger } from '../../../nodes/AgentsCode/AgentsCodeTrigger.node';

const NODES: Array<[string, INodeTypeDescription]> = [
	['AgentsCode', new AgentsCode().description],
	['AgentsCode Trigger', new AgentsCodeTrigger().description],
];

interface Worded {
	place: string;
	label: string;
	field?: INodeProperties;
	option?: INodePropertyOptions;
	description?: string;
}

function isField(option: object): option is INodeProperties {
	return 'displayName' in option && 'type' in option;
}

/** Every field and every choice of a form, however deep, each once. */
function worded(fields: INodeProperties[], path = ''): Worded[] {
	return fields.flatMap((field) => {
		const place = `${path}${field.name}`;
		const options = (field.options ?? []) as Array<INodeProperties | INodePropertyOptions>;
		const choices = options.filter((option) => !isField(option)) as INodePropertyOptions[];
		return [
			{ place, label: field.displayName, field, description: field.description },
			...worded(options.filter(isField), `${place}.`),
			...choices.map((option) => ({
				place: `${place}=${String(option.value)}`,
				label: option.name,
				option,
				description: option.description,
			})),
		];
	});
}

const PLACES: Array<[string, Worded]> = [
	...NODES.flatMap(([name, { properties }]) =>
		worded(properties).map((each): [string, Worded] => [`${name}: ${each.place}`, each]),
	),
	...worded(new AgentsCodeApi().properties).map((each): [string, Worded] => [
		`credential: ${each.place}`,
		each,
	]),
];
const FIELDS = PLACES.flatMap(
	([place, { field }]): Array<[string, INodeProperties]> => (field ? [[place, field]] : []),
);
const CHOICES = PLACES.flatMap(
	([place, { option }]): Array<[string, INodePropertyOptions]> => (option ? [[place, option]] : []),
);

const SMALL = /^(a|an|and|as|at|by|for|from|in|of|on|or|the|to|with)$/;

function isTitleCase(label: string): boolean {
	const words = label.replace(/[()]/g, '').split(/\s+/);
	return words.every((word, index) => {
		const isInside = index > 0 && index < words.length - 1;
		return /^[A-Z0-9]/.test(word) || (isInside && SMALL.test(word));
	});
}

/** One sentence goes without a period, several have one each. */
function isPunctuated(text: string): boolean {
	const plain = text.replace(/<[^>]+>/g, '');
	return /[.!?]\s+[A-Z]/.test(plain) ? /[.!?]$/.test(plain) : !/[.!?]$/.test(plain);
}

describe('labels', () => {
	it.each(PLACES)('are in Title Case: %s', (_, { label }) => {
		expect([label, isTitleCase(label)]).toEqual([label, true]);
	});

	it.each(PLACES)('neither say "Node" nor frighten: %s', (_, { label, description }) => {
		expect(label).not.toMatch(/\bnode\b/i);
		const words = `${label} ${description ?? ''}`.replace('errorMessage', '');
		expect(words).not.toMatch(/\b(error|problem|failure|mistake)/i);
	});
});

describe('descriptions', () => {
	const described = PLACES.filter(([, { description }]) => description !== undefined);

	it.each(described)('start upper case and end as they should: %s', (_, { description }) => {
		expect(description).toMatch(/^[A-Z0-9]/);
		expect([description, isPunctuated(description ?? '')]).toEqual([description, true]);
		expect(description).not.toMatch(/\s{2}|\bGet All\b/);
	});

	const exempt = new Set(['resource', 'operation', 'options', 'filters']);
	it.each(FIELDS.filter(([, { name }]) => !exempt.has(name)))('are there: %s', (_, field) => {
		expect(field.description ?? '').not.toBe('');
		expect(field.description?.toLowerCase()).not.toBe(field.displayName.toLowerCase());
	});

	it.each(FIELDS.filter(([, { type }]) => type === 'boolean'))(
		'of switches say "Whether": %s',
		(_, field) => {
			expect(field.description).toMatch(/^Whether /);
		},
	);
});

describe('choices', () => {
	const lists = FIELDS.filter(([, { options }]) => (options ?? []).length > 1);

	it.each(lists)('stand in alphabetical order: %s', (_, field) => {
		const labels = (field.options ?? []).map((each) =>
			isField(each) ? each.displayName : each.name,
		);
		expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
	});

	it.each(FIELDS.filter(([, { type }]) => type === 'options'))(
		'have the first one among them: %s',
		(_, { options, default: first, typeOptions }) => {
			if (typeOptions?.loadOptionsMethod !== undefined) return expect(first).toBe('');
			expect(CHOICES_OF(options)).toContain(first);
		},
	);

	it.each(FIELDS.filter(([, { typeOptions }]) => typeOptions?.loadOptionsMethod !== undefined))(
		'from a list of the service can be given by an expression: %s',
		(_, field) => {
			const several = field.type === 'multiOptions';
			expect(field.displayName).toMatch(several ? / Names or IDs$/ : / Name or ID$/);
			expect(field.description).toContain(
				several
					? 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>'
					: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			);
		},
	);
});

function CHOICES_OF(options: INodeProperties['options']): unknown[] {
	return (options ?? []).map((option) => ('value' in option ? option.value : option.name));
}

describe('placeholders', () => {
	const held = FIELDS.filter(([, { placeholder }]) => placeholder !== undefined);

	it.each(held)('give an example, or say what is added: %s', (_, { type, placeholder }) => {
		expect(placeholder).toMatch(type === 'collection' ? /^Add [a-z]+$/i : /^e\.g\. /);
	});

	const modes = FIELDS.flatMap(([place, field]) =>
		(field.modes ?? []).map((mode) => [`${place}.${mode.name}`, mode] as const),
	);

	it.each(modes)('of locators: %s', (_, mode) => {
		if (mode.type === 'list') expect(mode.displayName).toBe('From List');
		else expect(mode.placeholder).toMatch(/^e\.g\. /);
	});
});

describe('paging', () => {
	it.each(FIELDS.filter(([, { name }]) => name === 'returnAll'))('%s', (_, field) => {
		expect(field).toMatchObject({
			displayName: 'Return All',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		});
	});

	it.each(FIELDS.filter(([, { name }]) => name === 'limit'))('%s', (_, field) => {
		expect(field).toMatchObject({
			displayName: 'Limit',
			type: 'number',
			default: 50,
			typeOptions: { minValue: 1 },
			description: 'Max number of results to return',
		});
	});
});

describe('operations', () => {
	const operations = CHOICES.filter(([place]) => place.includes(': operation='));

	it.each(operations)('%s', (_, { name, action, description }) => {
		expect(description ?? '').not.toBe('');
		expect(name).not.toMatch(/Get All/);
		expect(action).toMatch(/^[A-Z][a-z]+( [a-z]+)+$/);
		expect(action).not.toMatch(/ (a|an|the) /);
		expect(action).toMatch(/agent|job|credit/);
	});

	it('have actions that tell them apart', () => {
		const actions = operations.map(([, { action }]) => action);
		expect(new Set(actions).size).toBe(actions.length);
	});
});

describe.each(NODES)('%s', (name, description) => {
	it('is described as n8n wants it', () => {
		expect(description.displayName).toBe(name);
		expect(description.defaults).toEqual({ name });
		expect(description.description).toMatch(/^[A-Z].*[^.]$/);
		expect(description.subtitle).toMatch(/^={{.*\$parameter/);
		expect(description.icon).toEqual({
			light: expect.stringMatching(/^file:.*\.svg$/) as string,
			dark: expect.stringMatching(/\.dark\.svg$/) as string,
		});
		expect(description.version).toEqual([1]);
	});
});

describe('the credential', () => {
	const credential = new AgentsCodeApi();

	it('masks the key, and knows where the API is', () => {
		const [apiKey, baseUrl] = credential.properties;
		expect(apiKey).toMatchObject({ name: 'apiKey', typeOptions: { password: true }, default: '' });
		expect(baseUrl).toMatchObject({
			name: 'baseUrl',
			default: 'https://api.agentscode.dev/v1',
		});
		expect(credential.properties).toHaveLength(2);
	});

	it('has the name, icons and address that n8n asks for', () => {
		expect(credential.name).toBe('agentsCodeApi');
		expect(credential.displayName).toMatch(/ API$/);
		expect(URL.canParse(credential.documentationUrl)).toBe(true);
		expect(Object.values(credential.icon)).toEqual([
			expect.stringMatching(/^file:.*\.svg$/),
			expect.stringMatching(/^file:.*\.dark\.svg$/),
		]);
	});

	it('is tested by reading the balance', () => {
		expect(credential.test.request).toMatchObject({ url: '/credits/balance' });
	});
});

it('the main node can be used by AI agents', () => {
	expect(new AgentsCode().description.usableAsTool).toBe(true);
});
