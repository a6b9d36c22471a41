import { isRecord } from './shapes';

const MAX_LENGTH = 500;

/**
 * Makes remote text fit for a message: no markup, no control characters, no key, at most 500
 * characters.
 *
 * @param secrets texts that must never be shown, such as the API key
 */
export function cleanText(text: string, secrets: readonly string[] = []): string {
	let clean = text.slice(0, 20_000);
	for (const secret of secrets) {
		if (secret !== '') clean = clean.split(secret).join('[hidden]');
	}
	clean = clean
		.replace(/<(script|style|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, ' ')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\p{Cc}/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH - 1)}…` : clean;
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
	if (typeof error === 'string' && error.trim() !== '') return error;
	if (isRecord(error) && typeof error.message === 'string') return error.message;
	return typeof message === 'string' ? message : '';
}
