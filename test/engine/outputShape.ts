import type { IDataObject } from 'n8n-workflow';

/** What an output preview says: JSON Schema, as far as n8n's editor reads it. */
export interface PreviewSchema {
	type: string | string[];
	properties?: Record<string, PreviewSchema>;
}

/** Field → every JSON type it was seen with, in alphabetical order. */
export type Shape = Record<string, string[]>;

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

/** What items have in common and what they don't: each field with the types it has in any of them. */
export function shapeOf(items: readonly IDataObject[]): Shape {
	const types = new Map<string, Set<string>>();
	for (const item of items) {
		for (const [field, value] of Object.entries(item)) {
			const known = types.get(field) ?? new Set<string>();
			types.set(field, known.add(typeOf(value)));
		}
	}
	return Object.fromEntries([...types].map(([field, seen]) => [field, [...seen].sort()]));
}

/** The same, as a preview promises it. */
export function shapeOfPreview({ properties = {} }: PreviewSchema): Shape {
	return Object.fromEntries(
		Object.entries(properties).map(([field, { type }]) => [field, [type].flat().sort()]),
	);
}
