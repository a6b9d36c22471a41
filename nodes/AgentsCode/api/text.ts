import { isRecord } from './shapes';

const MAX_LENGTH = 500;
/** Of megabytes, the beginning says enough. */
const MAX_READ = 20_000;

/** What a reader of the page would not see: comments, scripts, styles and the window's title. */
const UNSEEN = [
	/<!--[\s\S]*?(?:-->|$)/g,
	/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi,
	/<title\b[^>]*>[\s\S]*?<\/title\s*>/gi,
];
/** A tag, or the beginning of one that was cut off; "3 < 5" is none. */
const TAG = /<[a-z/!?][^<>]*(?:>|$)/gi;
/** What remains of tags that were nested to get past `TAG`. */
const TAG_OPENER = /<(?=[a-z/!?])/gi;
/** Marks without a width of their own that turn the reading direction. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

function withoutMarkup(text: string): string {
	const seen = UNSEEN.reduce((rest, pattern) => rest.replace(pattern, ' '), text);
	return seen.replace(TAG, ' ').replace(TAG_OPENER, '');
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets
		.map((secret) => secret.trim())
		.filter((secret) => secret !== '')
		.reduce((rest, secret) => rest.split(secret).join('[hidden]'), text);
}

/** What is shorter may stand in any answer by chance, and is no key worth hiding there. */
const SHORTEST_KEY = 8;

/**
 * The body of an answer without the keys that a service may echo in it, so that they get into no item.
 * It stays the JSON it is.
 */
export function withoutKeys(body: string, secrets: readonly string[]): string {
	const keys = secrets.map((secret) => secret.trim()).filter((key) => key.length >= SHORTEST_KEY);
	const escaped = keys.map((key) => JSON.stringify(key).slice(1, -1));
	return withoutSecrets(body, [...keys, ...escaped]);
}

/** At most so many characters, with a sign where it was cut. */
export function shortened(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	// The cut may go through a character of two places; half of one is no character.
	return `${text.slice(0, maxLength - 1).replace(/\p{Cs}$/u, '')}…`;
}

/** One after the other, each with a period if it has no ending of its own; empty ones are left out. */
export function joinSentences(...parts: string[]): string {
	return parts
		.filter((part) => part !== '')
		.map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
		.join(' ');
}

/**
 * For the message that ends an execution: if it contains the American spelling, whoever wrote it, n8n
 * counts the execution as stopped by its user.
 */
export function withoutStopWord(text: string): string {
	return text.replaceAll('canceled', 'cancelled');
}

/**
 * Makes remote text fit for a message: no markup, no control characters, no key, at most 500
 * characters.
 *
 * @param secrets texts that must never be shown, such as the API key; spaces around them are not
 *   part of them
 */
export function cleanText(text: string, secrets: readonly string[] = []): string {
	const beginning = withoutSecrets(text, secrets).slice(0, MAX_READ);
	const clean = withoutMarkup(beginning)
		.replace(DIRECTION_MARKS, '')
		.replace(/\p{Cc}/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	// Once more: what was taken out may have stood in the middle of a key.
	return shortened(withoutSecrets(clean, secrets), MAX_LENGTH);
}

/**
 * The service's own words in an answer that is not a success: `{error}`, `{message}`,
 * `{error: {message}}`, or the text itself. Empty when there are none.
 *
 * @param body the parsed JSON, or the text as it came
 */
export function messageIn(body: unknown): string {
	if (typeof body === 'string') return body;
	if (!isRecord(body)) return '';
	const { error, message } = body;
	const places = [error, isRecord(error) ? error.message : undefined, message];
	const isWords = (place: unknown) => typeof place === 'string' && place.trim() !== '';
	return (places.find(isWords) as string | undefined) ?? '';
}
