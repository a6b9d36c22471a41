import type { IDataObject } from 'n8n-workflow';
import { isStream, readText, type AnswerText } from './answerBody';
import { MAX_ANSWER_BYTES, MAX_REFUSAL_BYTES } from './limits';
import { failure, success, type Fault, type Result } from './result';
import { parseRetryAfter } from './retryAfter';
import { idOf, isRecord } from './shapes';
import { cleanText, messageIn, withoutKeys } from './text';

/** An answer as n8n's helper gives it; its body is a stream, or a value where n8n has taken it in. */
export interface HttpAnswer {
	statusCode: number;
	headers: IDataObject;
	body: unknown;
}

function parseJson(text: unknown): { json: unknown } | undefined {
	if (typeof text !== 'string') return { json: text };
	try {
		return { json: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
}

function headerOf(headers: IDataObject, name: string): string | undefined {
	const value = headers[name];
	return typeof value === 'string' ? value : undefined;
}

/** The job that an answer names although it is no success. */
function jobIdIn(body: unknown, secrets: readonly string[]): string | undefined {
	const jobId = isRecord(body) ? cleanText(idOf(body.jobId) ?? '', secrets) : '';
	return jobId === '' ? undefined : jobId;
}

function refusal(response: HttpAnswer, body: unknown, secrets: readonly string[]): Fault {
	const { statusCode: httpStatus, headers } = response;
	const parsed = parseJson(body);
	const content = parsed ? parsed.json : body;
	return {
		kind: 'status',
		httpStatus,
		message: cleanText(messageIn(content), secrets),
		retryAfterMs: parseRetryAfter(
			headerOf(headers, 'retry-after'),
			Date.now(),
			headerOf(headers, 'date'),
		),
		jobId: jobIdIn(content, secrets),
	};
}

function valueIn(httpStatus: number, body: unknown, secrets: readonly string[]): Result<unknown> {
	const parsed = parseJson(body);
	if (parsed) return success(parsed.json);
	const start = cleanText(String(body), secrets).slice(0, 80);
	const message =
		start === '' ? 'The answer is empty' : `The answer is not JSON; it begins "${start}"`;
	return failure({ kind: 'unreadable', httpStatus, message });
}

function tooLarge(httpStatus: number, maxBytes: number): Fault {
	const megabytes = Math.round(maxBytes / (1024 * 1024));
	const message = `The answer is larger than ${megabytes} MB and was not taken in`;
	return { kind: 'oversized', httpStatus, message };
}

/**
 * Reads an answer to its end.
 *
 * @param secrets keys that no word of a fault may contain
 * @returns the parsed body of a 2xx answer, or the fault
 * @throws what the connection ends with in the middle of a 2xx answer's body
 */
export async function resultOf(
	response: HttpAnswer,
	secrets: readonly string[],
): Promise<Result<unknown>> {
	const { statusCode: httpStatus, body } = response;
	const isSuccess = httpStatus >= 200 && httpStatus <= 299;
	const maxBytes = isSuccess ? MAX_ANSWER_BYTES : MAX_REFUSAL_BYTES;
	// The status alone says what a refusal means, even if its words never end.
	const read: AnswerText | undefined = isStream(body)
		? await readText(body, maxBytes, { keepsPieces: !isSuccess })
		: undefined;
	const content = read ? withoutKeys(read.text, secrets) : body;
	if (!isSuccess) return failure(refusal(response, content, secrets));
	if (read?.isWhole === false) return failure(tooLarge(httpStatus, maxBytes));
	return valueIn(httpStatus, content, secrets);
}
