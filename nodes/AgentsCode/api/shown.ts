const MAX_LENGTH = 100;

/** A value that an expression gave, as a message can show it: on one line, and not at length. */
export function shown(value: unknown): string {
	if (value === undefined) return 'empty';
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	const text = JSON.stringify(value) ?? typeof value;
	return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH).replace(/\p{Cs}$/u, '')}…`;
}
