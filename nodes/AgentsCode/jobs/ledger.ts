import { createHash } from 'node:crypto';
import type { IContextObject } from 'n8n-workflow';
import { isRecord } from '../api/shapes';
import type { StartBody } from '../api/client';
import type { Fault } from '../api/result';

/**
 * What is known of one item's job:
 * `starting`: the POST went out and no answer has been seen, `unclear`: it ended without a clear
 * answer, `started`: the job is known by its id.
 */
export type LedgerEntry = { agentId: string; startedAtMs: number } & (
	| { state: 'starting' }
	| { state: 'unclear'; endedAtMs: number; fault: Fault }
	| { state: 'started'; jobId: string; status: string }
);

export type StartedEntry = Extract<LedgerEntry, { state: 'started' }>;

/** Identifies the work of an item: the same key means the same paid job. */
export interface LedgerKeyParts {
	runIndex: number;
	itemIndex: number;
	baseUrl: string;
	agentId: string;
	body: StartBody;
}

const SLOT = 'agentsCodeJobs';

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
function placeOf(key: string): string {
	return key.slice(0, key.lastIndexOf(':'));
}

function isEntry(value: unknown): value is LedgerEntry {
	if (!isRecord(value) || typeof value.startedAtMs !== 'number') return false;
	if (typeof value.agentId !== 'string') return false;
	switch (value.state) {
		case 'started':
			return isFilled(value.jobId) && typeof value.status === 'string';
		case 'unclear':
			return typeof value.endedAtMs === 'number' && isRecord(value.fault);
		default:
			return value.state === 'starting';
	}
}

function isFilled(value: unknown): boolean {
	return typeof value === 'string' && value !== '';
}

export interface Ledger {
	find(key: string): LedgerEntry | undefined;
	record(key: string, entry: LedgerEntry): void;
	forget(key: string): void;
	/** The jobs that are known by their id, of all items and runs of the node. */
	jobIds(): Set<string>;
}

/**
 * The jobs this node has started in this execution, kept in the execution's own data.
 *
 * n8n keeps that data over *Retry On Fail* and over "Retry execution", and both run the node again
 * with the same items; what is found here is picked up instead of being started, and paid, twice.
 *
 * An item is known by what it asks for, or else by its place together with its source: the same item
 * at the same place, read with the same parameters, is the same work, even if an expression in them
 * now gives something else. Edited parameters and changed items never find an old job.
 *
 * @param context `this.getContext('node')`
 * @param sourceAt the source of the item at a place of the current run, as `sourceOf` gives it;
 *   undefined where one place may ask different things
 */
export function openLedger(
	context: IContextObject,
	sourceAt: (place: string) => string | undefined = () => undefined,
): Ledger {
	const stored: unknown = context[SLOT];
	const entries: Record<string, unknown> = isRecord(stored) ? stored : {};
	context[SLOT] = entries;

	const keysByPlace = new Map<string, string>();
	for (const [key, entry] of Object.entries(entries)) {
		const place = placeOf(key);
		const source = sourceAt(place);
		const isSame = source !== undefined && isRecord(entry) && entry.source === source;
		if (isSame) keysByPlace.set(place, key);
	}
	const slotOf = (key: string) =>
		Object.hasOwn(entries, key) ? key : (keysByPlace.get(placeOf(key)) ?? key);
	const write = (slot: string, entry: LedgerEntry) => {
		const place = placeOf(slot);
		const source = sourceAt(place);
		entries[slot] = source === undefined ? entry : { ...entry, source };
		if (source !== undefined) keysByPlace.set(place, slot);
	};

	return {
		find: (key) => {
			const slot = slotOf(key);
			const entry = Object.hasOwn(entries, slot) ? entries[slot] : undefined;
			if (!isEntry(entry)) return undefined;
			write(slot, entry);
			return entry;
		},
		record: (key, entry) => write(slotOf(key), entry),
		forget: (key) => {
			const slot = slotOf(key);
			delete entries[slot];
			keysByPlace.delete(placeOf(slot));
		},
		jobIds: () => {
			const known = Object.values(entries).filter(isEntry);
			return new Set(known.flatMap((entry) => (entry.state === 'started' ? [entry.jobId] : [])));
		},
	};
}
