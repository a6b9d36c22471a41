import { decodeLedger, type Ledger } from './ledger';
import { openRunsByKey, type OpenRun } from './openRuns';
import type { TriggerState } from './state';

/**
 * So many settled rows at the ledger's end are no proof that a row above them is new: rows of equal
 * date may change places, and a row from below the ledger must not pass for a new one.
 */
const LOOSE_END_ROWS = 4;
const ROWS_FOR_LOOSE_END = 20;

/** The stored state, laid out for looking rows up. */
export interface KnownRows {
	ledger: Ledger;
	places: ReadonlyMap<string, { index: number; isSettled: boolean }>;
	open: ReadonlyMap<string, OpenRun>;
	/** Place in the ledger from which on an unknown row counts as older than all that is known; -1: none. */
	bottom: number;
	isWhole: boolean;
}

function bottomOf(ledger: Ledger): number {
	const settled = ledger.flatMap(({ isSettled }, index) => (isSettled ? [index] : []));
	const loose = settled.length >= ROWS_FOR_LOOSE_END ? LOOSE_END_ROWS : 0;
	return settled.at(-1 - loose) ?? -1;
}

export function knownRows(state: TriggerState | undefined): KnownRows {
	const ledger = state ? decodeLedger(state.ledger) : [];
	return {
		ledger,
		places: new Map(ledger.map(({ key, isSettled }, index) => [key, { index, isSettled }])),
		open: openRunsByKey(state?.open ?? []),
		bottom: bottomOf(ledger),
		isWhole: state?.isWhole ?? false,
	};
}
