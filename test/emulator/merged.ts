import type { HistoryBehaviour } from './behaviour';
import type { RunRow } from './runs';

/** A row's place: its time, and its id where times are equal (ids are random, so ties are arbitrary). */
export interface Key {
	time: number;
	id: string;
}

export interface Placed {
	key: Key;
	row: RunRow;
}

type Direction = HistoryBehaviour['direction'];

/**
 * Two sorted lists read as one. A long seeded history is sorted once and the few live rows at each
 * change, so that a page costs no more in a history of 100,000 rows than in one of 100.
 */
export class Merged {
	readonly length: number;

	constructor(
		private readonly seeds: Placed[],
		private readonly live: Placed[],
		private readonly direction: Direction,
	) {
		this.length = seeds.length + live.length;
	}

	static sorted(list: Placed[], direction: Direction): Placed[] {
		return list.sort((a, b) => compare(a.key, b.key, direction));
	}

	slice(from: number, count: number): RunRow[] {
		const rows: RunRow[] = [];
		let seed = this.seedsBefore(from);
		let live = from - seed;
		while (rows.length < count && seed + live < this.length) {
			const takeSeed = live >= this.live.length || this.isSeedFirst(seed, live);
			rows.push(takeSeed ? this.seeds[seed++].row : this.live[live++].row);
		}
		return rows;
	}

	keyAt(index: number): Key {
		const seed = this.seedsBefore(index);
		const live = index - seed;
		const takeSeed = live >= this.live.length || this.isSeedFirst(seed, live);
		return takeSeed ? this.seeds[seed].key : this.live[live].key;
	}

	/** Where the rows after `key` begin, whether or not its own row is still there. */
	indexAfter(key: Key): number {
		return this.countUpTo(this.seeds, key) + this.countUpTo(this.live, key);
	}

	/** How many of the first `index` rows are seeds: the live rows' own places tell. */
	private seedsBefore(index: number): number {
		let low = 0;
		let high = Math.min(index, this.live.length);
		while (low < high) {
			const middle = (low + high) >> 1;
			const place = middle + this.countUpTo(this.seeds, this.live[middle].key);
			if (place < index) low = middle + 1;
			else high = middle;
		}
		return Math.min(index - low, this.seeds.length);
	}

	private isSeedFirst(seed: number, live: number): boolean {
		if (seed >= this.seeds.length) return false;
		return compare(this.seeds[seed].key, this.live[live].key, this.direction) <= 0;
	}

	private countUpTo(list: Placed[], key: Key): number {
		let low = 0;
		let high = list.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (compare(list[middle].key, key, this.direction) <= 0) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

function compare(a: Key, b: Key, direction: Direction): number {
	const order = a.time === b.time ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.time - b.time;
	return direction === 'oldestFirst' ? order : -order;
}
