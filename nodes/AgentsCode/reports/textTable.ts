/** East Asian characters and emoji: two columns each. */
const WIDE =
	/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const WITHOUT_WIDTH = /\p{Mn}/u;

/** Columns of a monospaced font that a text takes. */
function widthOf(text: string): number {
	const widths = [...text].map((char) => (WITHOUT_WIDTH.test(char) ? 0 : WIDE.test(char) ? 2 : 1));
	return widths.reduce<number>((sum, width) => sum + width, 0);
}

/** The text, ending in an ellipsis where it is wider than that. */
export function cutTo(width: number, text: string): string {
	if (widthOf(text) <= width) return text;
	let cut = '';
	for (const char of text) {
		if (widthOf(cut + char) > width - 1) break;
		cut += char;
	}
	return `${cut.trimEnd()}…`;
}

/** A table of plain text for a monospaced font: the first column to the left, the others to the right. */
export function textTable(rows: string[][]): string {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]))));
	return rows
		.map((row) =>
			row
				.map((cell, column) => {
					const space = ' '.repeat(widths[column] - widthOf(cell));
					return column === 0 ? cell + space : space + cell;
				})
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}
