/** A figure at a size. */
export type Point = [size: number, value: number];

/** How a figure grows with a size: all of it as a table, and what is drawn. */
export interface Growth {
	table: string;
	points: Point[];
}

/** A whole number with commas between thousands. */
export function count(value: number): string {
	return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
