import { createHash } from 'node:crypto';
import type { IContextObject } from 'n8n-workflow';
import { isRecord } from '../api/shapes';
import type { StartBody } from '../api/client';

/**
 * What is known of one item's job:
 * `starting`: the POST went out and no answer has been seen, `unclear`: it ended without a clear
 * answer, `started`: the job is known by its id.
 */
export type LedgerEntry = { startedAtMs: number } & (
	| { state: 'starting' | 'unclear' }
	| { state: 'started'; jobId: string; status: string }
);

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

/** Run index and item index, then a digest of what was asked for: changed input never finds an old job. */
export function ledgerKey(parts: LedgerKeyParts): string {
	const asked = stableJson([
		parts.baseUrl,
		parts.agentId,
		parts.body.input,
		parts.body.contextData ?? '',
	]);
	const digest = createHash('sha256').update(asked).digest('hex').slice(0, 32);
	return `${parts.runIndex}:${parts.itemIndex}:${digest}`;
}

function isEntry(value: unknown): value is LedgerEntry {
	if (!isRecord(value) || typeof value.startedAtMs !== 'number') return false;
	if (value.state === 'started') return typeof value.jobId === 'string' && value.jobId !== '';
	return value.state === 'starting' || value.state === 'unclear';
}

export interface Ledger {
	find(key: string): LedgerEntry | undefined;
	record(key: string, entry: LedgerEntry): void;
	forget(key: string): void;
}

/**
 * The jobs this node has started in this execution, kept in the execution's own data.
 *
 * n8n keeps that data over *Retry On Fail* and over "Retry execution", and both run the node again
 * with the same items; what is found here is picked up instead of being started, and paid, twice.
 *
 * @param context `this.getContext('node')`
 */
export function openLedger(context: IContextObject): Ledger {
	const stored: unknown = context[SLOT];
	const entries: Record<string, unknown> = isRecord(stored) ? stored : {};
	context[SLOT] = entries;
	return {
		find: (key) => {
			const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
			return isEntry(entry) ? entry : undefined;
		},
		record: (key, entry) => {
			entries[key] = entry;
		},
		forget: (key) => {
			delete entries[key];
		},
	};
}
