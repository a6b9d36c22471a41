/** What is kept of a value: characters of a text, entries of a list, fields of an object. */
interface Measure {
	text: number;
	entries: number;
	fields: number;
}

/** From hardly noticed to the bare bones; the first that brings a value under its size is taken. */
const MEASURES: Measure[] = [
	{ text: 8000, entries: 200, fields: 200 },
	{ text: 4000, entries: 100, fields: 100 },
	{ text: 1000, entries: 50, fields: 50 },
	{ text: 300, entries: 20, fields: 50 },
	{ text: 100, entries: 5, fields: 20 },
];

/** Deeper than any answer is read. */
const MAX_LEVELS = 30;

function sizeOf(value: unknown): number {
	return (JSON.stringify(value) ?? '').length;
}

/** Never ends within a surrogate pair. */
function cutText(text: string, maxChars: number): string {
	if (text.length <= maxChars) return text;
	const kept = text.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, '');
	return `${kept}… [${text.length - kept.length} more characters]`;
}

/** Quotes and control characters grow up to sixfold in JSON, so the size is tried, not foreseen. */
function textWithin(text: string, maxChars: number): string {
	for (let length = maxChars; length > 1; length = Math.floor(length * 0.7)) {
		const cut = cutText(text, length);
		if (sizeOf(cut) <= maxChars) return cut;
	}
	return '';
}

function cutTo(value: unknown, measure: Measure, levels = MAX_LEVELS): unknown {
	if (typeof value === 'string') return cutText(value, measure.text);
	if (typeof value !== 'object' || value === null) return value;
	if (levels === 0) return '[deeper levels left out]';
	if (Array.isArray(value)) {
		const kept = value.slice(0, measure.entries).map((entry) => cutTo(entry, measure, levels - 1));
		const left = value.length - kept.length;
		return left > 0 ? [...kept, `[${left} more entries]`] : kept;
	}
	const fields = Object.entries(value);
	const kept = fields
		.slice(0, measure.fields)
		.map(([name, field]) => [name, cutTo(field, measure, levels - 1)]);
	const left = fields.length - kept.length;
	return Object.fromEntries(left > 0 ? [...kept, ['…', `[${left} more fields]`]] : kept);
}

/**
 * Makes a JSON value fit into a size, saying in each place what was left out. Long texts, lists and
 * objects lose their ends; what is too deep for that becomes the beginning of its JSON.
 *
 * @param maxChars of the value's JSON, at least 200
 */
export function shorten(value: unknown, maxChars: number): unknown {
	if (sizeOf(value) <= maxChars) return value;
	if (typeof value === 'string') return textWithin(value, maxChars);
	for (const measure of MEASURES) {
		const cut = cutTo(value, measure);
		if (sizeOf(cut) <= maxChars) return cut;
	}
	return textWithin(JSON.stringify(value), maxChars);
}
