import type { IContextObject } from 'n8n-workflow';
import { isRecord } from '../api/shapes';
import type { Fault } from '../api/result';
import { placeOf } from './ledgerKey';

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

const SLOT = 'agentsCodeJobs';

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
	/** The same, by the place of their item; of several at one place the latest. */
	startedByPlace(): Map<string, StartedEntry>;
}

/**
 * The source of the item at a place of the current run, as `sourceOf` gives it; undefined where one
 * place may ask different things.
 */
type SourceAt = (place: string) => string | undefined;

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
 */
export function openLedger(context: IContextObject, sourceAt: SourceAt = () => undefined): Ledger {
	const stored: unknown = context[SLOT];
	const entries: Record<string, unknown> = isRecord(stored) ? stored : {};
	context[SLOT] = entries;
	return new ExecutionLedger(entries, sourceAt);
}

class ExecutionLedger implements Ledger {
	private readonly keysByPlace = new Map<string, string>();

	constructor(
		private readonly entries: Record<string, unknown>,
		private readonly sourceAt: SourceAt,
	) {
		for (const [key, entry] of Object.entries(entries)) {
			const place = placeOf(key);
			const source = sourceAt(place);
			const isSame = source !== undefined && isRecord(entry) && entry.source === source;
			if (isSame) this.keysByPlace.set(place, key);
		}
	}

	find(key: string): LedgerEntry | undefined {
		const slot = this.slotOf(key);
		const entry = Object.hasOwn(this.entries, slot) ? this.entries[slot] : undefined;
		if (!isEntry(entry)) return undefined;
		// From now on it is known by its new source too: the parameters may have been edited since.
		this.write(slot, entry);
		return entry;
	}

	record(key: string, entry: LedgerEntry): void {
		this.write(this.slotOf(key), entry);
	}

	forget(key: string): void {
		const slot = this.slotOf(key);
		delete this.entries[slot];
		this.keysByPlace.delete(placeOf(slot));
	}

	jobIds(): Set<string> {
		return new Set(this.started().map(([, { jobId }]) => jobId));
	}

	startedByPlace(): Map<string, StartedEntry> {
		return new Map(this.started().map(([key, entry]) => [placeOf(key), entry]));
	}

	private started(): Array<[key: string, entry: StartedEntry]> {
		return Object.entries(this.entries).flatMap(([key, entry]) =>
			isEntry(entry) && entry.state === 'started' ? [[key, entry]] : [],
		);
	}

	private slotOf(key: string): string {
		return Object.hasOwn(this.entries, key) ? key : (this.keysByPlace.get(placeOf(key)) ?? key);
	}

	private write(slot: string, entry: LedgerEntry): void {
		const place = placeOf(slot);
		const source = this.sourceAt(place);
		this.entries[slot] = source === undefined ? entry : { ...entry, source };
		if (source !== undefined) this.keysByPlace.set(place, slot);
	}
}
