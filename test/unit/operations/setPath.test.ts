import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { setPath } from '../../../nodes/AgentsCode/operations/agent/setPath';

/** Sets one field after another; the result, and what was complained of. */
function build(...fields: Array<[string, unknown]>) {
	const target: IDataObject = {};
	const complaints = fields.map(([name, value]) => setPath(target, name, value));
	return { target, complaint: complaints.find((each) => each !== undefined) };
}

describe('setPath', () => {
	it.each<[string, Array<[string, unknown]>, object]>([
		['a plain name', [['a', 1]], { a: 1 }],
		['dots make nested objects', [['a.b.c', 1]], { a: { b: { c: 1 } } }],
		[
			'fields beside each other',
			[
				['a.b', 1],
				['a.c', 2],
				['d', 3],
			],
			{ a: { b: 1, c: 2 }, d: 3 },
		],
		['spaces around the name are not part of it', [[' a ', 1]], { a: 1 }],
		['a name with spaces inside', [['first name', 1]], { 'first name': 1 }],
		['numbers are names, not places in a list', [['a.0', 1]], { a: { 0: 1 } }],
		[
			'the same name again: the last one counts',
			[
				['a', 1],
				['a', 2],
			],
			{ a: 2 },
		],
		[
			'a field of an object that was set whole',
			[
				['a', { x: 1 }],
				['a.b', 2],
			],
			{ a: { x: 1, b: 2 } },
		],
		[
			'a field below one that was set to nothing',
			[
				['a', null],
				['a.b', 2],
			],
			{ a: { b: 2 } },
		],
		[
			'null and empty text are values',
			[
				['a', null],
				['b', ''],
			],
			{ a: null, b: '' },
		],
		[
			'names that objects have by birth',
			[
				['toString', 1],
				['a.valueOf', 2],
			],
			{ toString: 1, a: { valueOf: 2 } },
		],
		[
			'a path through such a name',
			[
				['toString.a', 1],
				['hasOwnProperty.b', 2],
			],
			{ toString: { a: 1 }, hasOwnProperty: { b: 2 } },
		],
	])('%s', (_, fields, expected) => {
		const { target, complaint } = build(...fields);
		expect(complaint).toBeUndefined();
		expect(target).toEqual(expected);
	});

	it.each<[string, Array<[string, unknown]>, RegExp]>([
		['no name', [['', 1]], /has no name/],
		['only spaces', [['  ', 1]], /has no name/],
		['a dot at the start', [['.a', 1]], /'\.a' has an empty part/],
		['a dot at the end', [['a.', 1]], /'a\.' has an empty part/],
		['two dots in a row', [['a..b', 1]], /'a\.\.b' has an empty part/],
		['only a dot', [['.', 1]], /has an empty part/],
		['a blank part', [['a. .b', 1]], /has an empty part/],
		[
			'a field below a text',
			[
				['a', 'text'],
				['a.b', 1],
			],
			/'a\.b' can't be set, because 'a' already has a value/,
		],
		[
			'a field below a list',
			[
				['a', [1]],
				['a.b', 1],
			],
			/'a\.b' can't be set, because 'a' already has a value/,
		],
		[
			'a value in the place of an object that other fields have built',
			[
				['a.b', 1],
				['a', 'text'],
			],
			/'a' can't be set, because it already has fields/,
		],
		[
			'an object in the place of one that other fields have built',
			[
				['a.b', 1],
				['a', { c: 2 }],
			],
			/'a' can't be set, because it already has fields/,
		],
		['__proto__', [['__proto__', 1]], /can't be named '__proto__'/],
		['a path through __proto__', [['__proto__.polluted', 1]], /can't be named '__proto__'/],
		['a path that ends in it', [['a.__proto__', {}]], /can't be named '__proto__'/],
		['a path through constructor', [['constructor.prototype.polluted', 1]], /can't be named/],
	])('refuses %s', (_, fields, words) => {
		expect(build(...fields).complaint).toMatch(words);
	});

	it('leaves the value it was given untouched', () => {
		const value = { x: 1 };
		const { target } = build(['a', value], ['a.b', 2]);
		expect(value).toEqual({ x: 1 });
		expect(target).toEqual({ a: { x: 1, b: 2 } });
	});

	it('never reaches a prototype, whatever the names', () => {
		const step = fc.oneof(
			fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'a', 'b', ''),
			fc.string({ maxLength: 4 }),
		);
		const name = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('.'));
		fc.assert(
			fc.property(
				fc.array(fc.tuple(name, fc.constantFrom(1, 'x', null, [])), { maxLength: 8 }),
				(fields) => {
					const before = Object.getOwnPropertyNames(Object.prototype);
					build(...(fields as Array<[string, unknown]>));
					expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
					expect(({} as IDataObject).polluted).toBeUndefined();
					expect(Object.getOwnPropertyNames(Object)).toEqual(OBJECT_NAMES);
				},
			),
		);
	});
});

const OBJECT_NAMES = Object.getOwnPropertyNames(Object);
