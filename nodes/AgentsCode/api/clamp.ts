/** The value, or the bound that it lies beyond. */
export function clamp(value: number, lowest: number, highest: number): number {
	return Math.min(Math.max(value, lowest), highest);
}
