export function pickFrom<T>(list: readonly T[], random: () => number): T {
	return list[Math.floor(random() * list.length)];
}

/** A whole number from `least` to `most`, both included. */
export function wholeBetween(least: number, most: number, random: () => number): number {
	return least + Math.floor(random() * (most - least + 1));
}
