import { MAX_SHARE_ROWS } from './cutGap';
import { readSoFar, wasCut, type Findings } from './findings';
import { mergeLedger, type Entry, type Ledger } from './ledger';

const MAX_LEDGER_ROWS = 2_800;
/** So many rows are kept however few lie within the look-back. */
const MIN_LEDGER_ROWS = 200;

/**
 * The ledger after a poll: what was read, above what was known before.
 *
 * @param read the rows that this walk has read, from the top
 * @param unreported keys of finished runs that are left for the next poll
 * @param isSwept whether all rows within the look-back were read, so that no more need be kept
 */
export function ledgerAfter(
	findings: Findings,
	read: Ledger,
	unreported: ReadonlySet<string>,
	isSwept: boolean,
): { ledger: Entry[]; isWhole: boolean } {
	const { known, walk, endedKeys, isInterrupted, isSweep } = findings;
	const withEnds = (ledger: Ledger) =>
		ledger.map(({ key, isSettled }) => ({
			key,
			isSettled: isSettled || (endedKeys.has(key) && !unreported.has(key)),
		}));
	if (isInterrupted && !isSweep) {
		const room = MAX_LEDGER_ROWS - readSoFar(findings, read).length;
		const ledger = withEnds(known.ledger).slice(0, Math.max(room, MAX_SHARE_ROWS));
		return { ledger, isWhole: known.isWhole && ledger.length === known.ledger.length };
	}
	if (wasCut(findings)) return { ledger: withEnds(read).slice(0, MAX_SHARE_ROWS), isWhole: false };
	const rows = withEnds(mergeLedger(read, mergeLedger(walk.readEarlier, known.ledger)));
	const merged = [...endsWithoutRow(rows, endedKeys, unreported), ...rows];
	const sweptRows = 1 + merged.findIndex(({ key }) => key === read.at(-1)?.key);
	const wanted = isSwept
		? Math.max(sweptRows, MIN_LEDGER_ROWS, rowsToHold(findings, merged))
		: MAX_LEDGER_ROWS;
	const ledger = merged.slice(0, Math.min(wanted, MAX_LEDGER_ROWS));
	const reachesEnd = walk.hasEnded || known.isWhole;
	return { ledger, isWhole: reachesEnd && ledger.length === merged.length };
}

/** Runs that were told by their jobs: a history that moves ended runs up will show them at the top. */
function endsWithoutRow(
	rows: Ledger,
	endedKeys: ReadonlySet<string>,
	unreported: ReadonlySet<string>,
): Entry[] {
	const listed = new Set(rows.map(({ key }) => key));
	const ended = [...endedKeys].filter((key) => !listed.has(key) && !unreported.has(key));
	return ended.map((key) => ({ key, isSettled: true }));
}

/** What is known to be unfinished, or left for a later poll, by its row alone. */
function rowsToHold({ known }: Findings, rows: Ledger): number {
	const isLeft = rows.map(({ key, isSettled }) => !isSettled && !known.open.has(key));
	return isLeft.lastIndexOf(true) + 1;
}
