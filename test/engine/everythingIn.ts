/** All that can be read in a value, errors and their causes included. */
export function everythingIn(value: unknown): string {
	const seen = new Set<unknown>();
	return JSON.stringify(value, (_, part: unknown) => {
		if (typeof part !== 'object' || part === null) return part;
		if (seen.has(part)) return undefined;
		seen.add(part);
		if (!(part instanceof Error)) return part;
		return { ...part, message: part.message, stack: part.stack, cause: part.cause };
	});
}
