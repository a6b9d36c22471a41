import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../api/shapes';

/** Names that reach an object's prototype instead of a field of its own. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Sets a value in an object; dots in the name make nested objects.
 *
 * @returns why the name can't be used, in words for the user; undefined when the value was set
 */
export function setPath(target: IDataObject, name: string, value: unknown): string | undefined {
	const steps = name.trim().split('.');
	if (steps.some((step) => step === '')) {
		return name.trim() === ''
			? 'An input field has no name'
			: `The input field '${name}' has an empty part between its dots`;
	}
	const forbidden = steps.find((step) => FORBIDDEN.has(step));
	if (forbidden !== undefined) return `An input field can't be named '${forbidden}'`;

	let place = target;
	for (const step of steps.slice(0, -1)) {
		place[step] ??= {};
		const next = place[step];
		if (!isRecord(next)) {
			return `The input field '${name}' can't be set, because '${step}' already has a value of its own`;
		}
		place = next as IDataObject;
	}
	place[steps[steps.length - 1]] = value as IDataObject[string];
	return undefined;
}
