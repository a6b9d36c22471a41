import { ROW_KEY_LENGTH } from './rowKey';

/**
 * The ledger mirrors the top of the credit history: the rows of the last walks, top to bottom, each
 * either settled or still open. It is what makes "new" a question of place instead of dates: a row
 * that stands above settled ones, and is not known, has appeared since.
 */
export interface Entry {
	key: string;
	/** Settled: the run is finished, and was reported or never had to be. Such rows do not move. */
	isSettled: boolean;
}

export type Ledger = readonly Entry[];

const ENCODED = new RegExp(`^(?:[+-][\\w-]{${ROW_KEY_LENGTH}})*$`);
const WIDTH = 1 + ROW_KEY_LENGTH;

/** One text of fixed-width entries: an array would take a third more room in the stored state. */
export function encodeLedger(ledger: Ledger): string {
	return ledger.map(({ key, isSettled }) => (isSettled ? '+' : '-') + key).join('');
}

export function decodeLedger(text: string): Entry[] {
	return Array.from({ length: text.length / WIDTH }, (_, index) => {
		const entry = text.slice(index * WIDTH, (index + 1) * WIDTH);
		return { key: entry.slice(1), isSettled: entry[0] === '+' };
	});
}

export function isLedgerText(value: unknown): value is string {
	return typeof value === 'string' && ENCODED.test(value);
}

/**
 * Lays what a walk has read over what was known: the walk's order holds, and each row it did not
 * come to stays between the settled row that it followed and the next one. What followed the last
 * of them lies below all that was read. Open rows are no landmarks: some histories move a run to the
 * top when it ends.
 */
export function mergeLedger(read: Ledger, before: Ledger): Entry[] {
	const readKeys = new Set(read.map(({ key }) => key));
	const followers = new Map<string, Entry[]>();
	let passed: Entry[] = [];
	let landmark: Entry[] = passed;
	for (const entry of before) {
		if (!readKeys.has(entry.key)) {
			landmark.push(entry);
		} else if (entry.isSettled) {
			landmark = [];
			followers.set(entry.key, landmark);
		}
	}
	const merged: Entry[] = [];
	for (const entry of read) {
		const behind = followers.get(entry.key);
		if (behind) {
			merged.push(...passed);
			passed = behind;
		}
		merged.push(entry);
	}
	return [...merged, ...passed];
}
