import { createHash } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';
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
	if (!isRecord(value)) return JSON.stringify(value);
	const fields = Object.keys(value).sort();
	return `{${fields.map((field) => `${JSON.stringify(field)}:${stableJson(value[field])}`).join(',')}}`;
}

/**
 * Of the JSON that n8n stores and that the service is sent: there dates are texts, and fields that are
 * undefined are not there.
 *
 * @throws TypeError where there is no such JSON, as of a value that contains itself
 */
function digestOf(value: unknown[]): string {
	const stored: unknown = JSON.parse(JSON.stringify(value));
	return createHash('sha256').update(stableJson(stored)).digest('hex').slice(0, 32);
}

/** Run index and item index, then a digest of what was asked for: changed input never finds an old job. */
export function ledgerKey(parts: LedgerKeyParts): string {
	const { baseUrl, agentId, body } = parts;
	const asked = digestOf([baseUrl, agentId, body.input, body.contextData ?? '']);
	return `${placeIn(parts.runIndex, parts.itemIndex)}:${asked}`;
}

function fieldOf(parameter: unknown, name: string): unknown {
	return isRecord(parameter) ? parameter[name] : parameter;
}

/** Of the node's parameters those that a request is made of; none of them says how its job is waited for. */
function requestParameters({ agentId, options, ...parameters }: INodeParameters): unknown[] {
	const { inputMode, inputFields, inputJson, inputText } = parameters;
	const agent = fieldOf(agentId, 'value');
	const contextData = fieldOf(options, 'contextData') ?? '';
	return [agent, inputMode, inputFields, inputJson, inputText, contextData];
}

/**
 * Identifies what an item's request is made from, before expressions are resolved. Unlike the request
 * itself it stays the same when an expression, such as one that tells the time, gives something else;
 * and it stays the same when somebody raises the time-out, as the message tells them to, and retries.
 *
 * @param item the input item's json
 * @param parameters the node's parameters as they are saved
 * @returns undefined for an item that is no JSON, and can't be recognised by it
 */
export function sourceOf(
	item: unknown,
	parameters: INodeParameters,
	baseUrl: string,
): string | undefined {
	try {
		return digestOf([item, ...requestParameters(parameters), baseUrl]);
	} catch {
		return undefined;
	}
}

export function placeIn(runIndex: number, itemIndex: number): string {
	return `${runIndex}:${itemIndex}`;
}

/** The run and the item that a key belongs to, whatever was asked for. */
export function placeOf(key: string): string {
	return key.slice(0, key.lastIndexOf(':'));
}
