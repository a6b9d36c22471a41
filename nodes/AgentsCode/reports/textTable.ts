/** East Asian characters and emoji: two columns each. */
const WIDE =
	/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const WITHOUT_WIDTH = /^[\p{Mn}\p{Cf}]+$/u;
/** Hebrew, Arabic and their kin, which are read from right to left. */
const RIGHT_TO_LEFT =
	/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const LEFT_TO_RIGHT_MARK = '\u200e';

/** What readers see as one character: a flag or a family of emoji is one, of several code points. */
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

function charactersOf(text: string): string[] {
	return [...CHARACTERS.segment(text)].map(({ segment }) => segment);
}

/** Columns of a monospaced font that a text takes. */
function widthOf(text: string): number {
	const widths = charactersOf(text).map((char) =>
		WITHOUT_WIDTH.test(char) ? 0 : WIDE.test(char) ? 2 : 1,
	);
	return widths.reduce<number>((sum, width) => sum + width, 0);
}

/** The text, ending in an ellipsis where it is wider than that. */
export function cutTo(width: number, text: string): string {
	if (widthOf(text) <= width) return text;
	let cut = '';
	for (const char of charactersOf(text)) {
		if (widthOf(cut + char) > width - 1) break;
		cut += char;
	}
	return `${cut.trimEnd()}…`;
}

/** A text that is read from the right would otherwise draw the figures behind it to its left. */
function isolated(text: string): string {
	return RIGHT_TO_LEFT.test(text) ? text + LEFT_TO_RIGHT_MARK : text;
}

/** A table of plain text for a monospaced font: the first column to the left, the others to the right. */
export function textTable(rows: string[][]): string {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]))));
	return rows
		.map((row) =>
			row
				.map((cell, column) => {
					const space = ' '.repeat(widths[column] - widthOf(cell));
					return column === 0 ? isolated(cell) + space : space + cell;
				})
				.join('  '),
		)
		.join('\n');
}
