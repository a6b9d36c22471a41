/** A repeatable source of chance (mulberry32): the same seed gives the same numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export function pickFrom<T>(list: readonly T[], random: () => number): T {
	return list[Math.floor(random() * list.length)];
}

/** A whole number from `least` to `most`, both included. */
export function wholeBetween(least: number, most: number, random: () => number): number {
	return least + Math.floor(random() * (most - least + 1));
}
