import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { EAGER, EVENT_SCHEDULER } from './stage';

/** Agent → Run as the form stores it, with the input given as fields, JSON or text. */
export const runWith = (parameters: INodeParameters): INodeParameters => ({
	agentId: EVENT_SCHEDULER,
	...parameters,
	options: { ...EAGER, ...((parameters.options ?? {}) as INodeParameters) },
});

export type Field = [name: string, type: string, value: unknown];

export function fields(...list: Field[]): INodeParameters {
	const assignments = list.map(([name, type, value], index) => ({
		id: String(index),
		name,
		type,
		value,
	}));
	return runWith({ inputMode: 'fields', inputFields: { assignments } as INodeParameters });
}

/** The item that all expressions of these tests see. */
export const ITEM: IDataObject = {
	who: 'Jeff',
	count: 3,
	text: '12',
	yes: true,
	list: [1, { a: 2 }],
	customer: { name: 'Ada', tags: ['x'] },
	jsonText: '{"a":[1]}',
	nothing: null,
	empty: '',
	date: '2026-05-31T08:00:00.000Z',
};

export const text = (inputText: unknown) =>
	runWith({ inputMode: 'text', inputText: inputText as string });
