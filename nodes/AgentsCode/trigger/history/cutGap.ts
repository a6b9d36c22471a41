import type { Ledger } from './ledger';

/** While a walk is suspended, its rows and the ledger's share the room: so many are kept of the latter for sure. */
export const MAX_SHARE_ROWS = 900;

/** Any of these may have vanished since; the others still tell where the head ends. */
const LAST_OF_HEAD = 8;

/**
 * What was cut from the middle of a walk's rows. When such a walk has to start again from the top,
 * unknown rows between the head and the tail that were kept are those which were cut: they have been
 * told already.
 */
export class CutGap {
	private readonly head: ReadonlySet<string>;
	private readonly lastOfHead: ReadonlySet<string>;
	private readonly tail: ReadonlySet<string>;
	private isInside = false;
	private isPast = false;

	/** @param read as it was kept: `MAX_SHARE_ROWS` from the top, then the last ones */
	constructor(read: Ledger) {
		const keys = read.map(({ key }) => key);
		this.head = new Set(keys.slice(0, MAX_SHARE_ROWS));
		this.lastOfHead = new Set(keys.slice(MAX_SHARE_ROWS - LAST_OF_HEAD, MAX_SHARE_ROWS));
		this.tail = new Set(keys.slice(MAX_SHARE_ROWS));
	}

	/** Whether the next row on the way down was cut; to be asked of every row, in order. */
	covers(key: string): boolean {
		this.isPast ||= this.tail.has(key);
		this.isInside ||= this.lastOfHead.has(key);
		return this.isInside && !this.isPast && !this.head.has(key);
	}
}
