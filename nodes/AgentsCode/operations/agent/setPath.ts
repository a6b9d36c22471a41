import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../api/shapes';

/** Names that reach an object's prototype instead of a field of its own. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

function nameComplaint(name: string, steps: string[]): string | undefined {
	if (name === '') return 'An input field has no name';
	if (steps.some((step) => step.trim() === '')) {
		return `The input field '${name}' has an empty part between its dots`;
	}
	const forbidden = steps.find((step) => FORBIDDEN.has(step));
	return forbidden === undefined ? undefined : `An input field can't be named '${forbidden}'`;
}

/**
 * Sets a value in an object; dots in the name make nested objects. The value itself, which may be
 * part of an input item, is never changed by fields that go inside it.
 *
 * @returns why the name can't be used, in words for the user; undefined when the value was set
 */
export function setPath(target: IDataObject, name: string, value: unknown): string | undefined {
	const path = name.trim();
	const steps = path.split('.');
	const complaint = nameComplaint(path, steps);
	if (complaint !== undefined) return complaint;

	const last = steps.pop() as string;
	let place = target;
	for (const step of steps) {
		const inner = (Object.hasOwn(place, step) ? place[step] : undefined) ?? {};
		if (!isRecord(inner)) {
			return `The input field '${path}' can't be set, because '${step}' already has a value of its own`;
		}
		const copy = { ...inner } as IDataObject;
		place[step] = copy;
		place = copy;
	}
	if (Object.hasOwn(place, last) && isRecord(place[last])) {
		return `The input field '${path}' can't be set, because it already has fields of its own`;
	}
	place[last] = value as IDataObject[string];
	return undefined;
}
