/** The nearest-rank percentile. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const rank = Math.ceil(share * sorted.length);
	return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
}

/** The median of one figure over several runs. */
export function median<Run>(runs: readonly Run[], figure: (run: Run) => number): number {
	return percentile(runs.map(figure), 0.5);
}

export function mean(values: readonly number[]): number {
	return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** A Markdown table; the first column is a name, the others are figures. */
export function markdownTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>) {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
	return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Milliseconds as a person reads them. */
export function duration(ms: number): string {
	if (ms < 9950) return `${(ms / 1000).toFixed(2)} s`;
	if (ms < 99_950) return `${(ms / 1000).toFixed(1)} s`;
	return ms < 5_970_000 ? `${(ms / 60_000).toFixed(1)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}
