/**
 * Runs `work` for every entry, at most `limit` at once, in order of the list.
 *
 * @param mayStart asked before each entry; once it says no, no further entry is begun
 * @returns one slot per entry, in the list's order; undefined where the work was never begun
 */
export async function mapBounded<T, R>(
	entries: readonly T[],
	limit: number,
	work: (entry: T, index: number) => Promise<R>,
	mayStart: () => boolean = () => true,
): Promise<Array<R | undefined>> {
	const results = new Array<R | undefined>(entries.length).fill(undefined);
	let next = 0;
	const worker = async () => {
		while (next < entries.length && mayStart()) {
			const index = next++;
			results[index] = await work(entries[index], index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, entries.length) }, worker));
	return results;
}
