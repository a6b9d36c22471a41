import type { IDataObject } from 'n8n-workflow';

/** What an expression may give by mistake. */
export const VALUES = {
	number: '={{ 7 }}',
	negative: '={{ -7.5 }}',
	NaN: '={{ NaN }}',
	true: '={{ true }}',
	null: '={{ null }}',
	undefined: '={{ undefined }}',
	object: '={{ ({ a: { b: 1 } }) }}',
	list: '={{ [1, { a: 2 }, null] }}',
	text: '={{ "words" }}',
	empty: '={{ "" }}',
	date: '={{ $now }}',
	huge: '={{ "x".repeat(100000) }}',
};
export type Kind = keyof typeof VALUES;

export interface Row {
	parameter: string;
	with(value: string): IDataObject;
	/** What works, though it may be of another type; everything else is told. */
	works: Kind[];
	says: RegExp;
}

export const row = (parameter: string, make: Row['with'], says: RegExp, ...works: Kind[]): Row => ({
	parameter,
	with: make,
	says,
	works,
});

export const UNSET: Kind[] = ['null', 'undefined'];
