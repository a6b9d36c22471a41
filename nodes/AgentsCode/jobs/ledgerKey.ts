import { createHash } from 'node:crypto';
import { isRecord } from '../api/shapes';
import type { StartBody } from '../api/client';

/** Identifies the work of an item: the same key means the same paid job. */
export interface LedgerKeyParts {
	runIndex: number;
	itemIndex: number;
	baseUrl: string;
	agentId: string;
	body: StartBody;
}

/** JSON with sorted keys, so that equal values give equal text. */
function stableJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(stableJson).join(',')}]`;
	if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
	const fields = Object.keys(value).sort();
	return `{${fields.map((field) => `${JSON.stringify(field)}:${stableJson(value[field])}`).join(',')}}`;
}

function digestOf(value: unknown): string {
	return createHash('sha256').update(stableJson(value)).digest('hex').slice(0, 32);
}

/** Run index and item index, then a digest of what was asked for: changed input never finds an old job. */
export function ledgerKey(parts: LedgerKeyParts): string {
	const { baseUrl, agentId, body } = parts;
	const asked = digestOf([baseUrl, agentId, body.input, body.contextData ?? '']);
	return `${placeIn(parts.runIndex, parts.itemIndex)}:${asked}`;
}

/**
 * Identifies what an item's request is made from, before expressions are resolved. Unlike the request
 * itself it stays the same when an expression, such as one that tells the time, gives something else.
 *
 * @param item the input item's json
 * @param parameters the node's parameters as they are saved
 */
export function sourceOf(item: unknown, parameters: unknown, baseUrl: string): string {
	return digestOf([item, parameters, baseUrl]);
}

export function placeIn(runIndex: number, itemIndex: number): string {
	return `${runIndex}:${itemIndex}`;
}

/** The run and the item that a key belongs to, whatever was asked for. */
export function placeOf(key: string): string {
	return key.slice(0, key.lastIndexOf(':'));
}
