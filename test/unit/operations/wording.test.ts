import type { INodeProperties } from 'n8n-workflow';
import { CHOICES, FIELDS, isField, PLACES } from './everyWord';

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
			expect(choicesOf(options)).toContain(first);
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

function choicesOf(options: INodeProperties['options']): unknown[] {
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
