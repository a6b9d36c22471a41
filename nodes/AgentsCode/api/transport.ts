import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { parseRetryAfter } from './retryAfter';
import { failure, success, type Fault, type Result } from './result';
import { isRecord } from './shapes';
import { cleanText, messageIn } from './text';

export const CREDENTIAL_TYPE = 'agentsCodeApi';

/** What the api room needs of n8n: the same in execute, poll and load-options functions. */
export type RequestContext = Pick<IExecuteFunctions, 'getNode'> & {
	getCredentials<T extends object>(type: string): Promise<T>;
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
};

export interface ApiRequest {
	method: 'GET' | 'POST';
	url: string;
	query?: IDataObject;
	body?: IDataObject;
	timeoutMs: number;
}

interface FullResponse {
	statusCode: number;
	headers: IDataObject;
	body: unknown;
}

/**
 * Redirects are not followed: the credential would go with them to another origin, and a start
 * that is sent to a second place may be carried out twice. The body is asked for as text, since a
 * broken JSON body would otherwise come back as if it were a value.
 */
function toHttpOptions(request: ApiRequest): IHttpRequestOptions {
	return {
		method: request.method,
		url: request.url,
		qs: request.query,
		body: request.body,
		headers: { Accept: 'application/json' },
		encoding: 'text',
		timeout: request.timeoutMs,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
	};
}

/** Network codes sit somewhere along the chain of causes, under n8n's and the HTTP client's wrappers. */
function networkCodeOf(thrown: unknown): string | undefined {
	let link: unknown = thrown;
	for (let depth = 0; depth < 5 && isRecord(link); depth++) {
		if (typeof link.code === 'string' && /^[A-Z]{2,}[A-Z_0-9]*$/.test(link.code)) return link.code;
		link = link.cause ?? link.errorResponse;
	}
	return undefined;
}

function toNetworkFault(thrown: unknown, secrets: string[]): Fault {
	const code = networkCodeOf(thrown);
	const text = thrown instanceof Error ? thrown.message : String(thrown);
	if (code === 'ERR_CANCELED')
		return { kind: 'aborted', sent: true, message: 'The request was stopped' };
	return { kind: 'network', code, message: cleanText(text, secrets) };
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

function toResult(response: FullResponse, nowMs: number, secrets: string[]): Result<unknown> {
	const { statusCode: httpStatus, headers, body } = response;
	const parsed = parseJson(body);
	if (httpStatus < 200 || httpStatus > 299) {
		const message = cleanText(messageIn(parsed ? parsed.json : body), secrets);
		const retryAfterMs = parseRetryAfter(
			headerOf(headers, 'retry-after'),
			nowMs,
			headerOf(headers, 'date'),
		);
		return failure({ kind: 'status', httpStatus, message, retryAfterMs });
	}
	if (parsed) return success(parsed.json);
	const start = cleanText(String(body), secrets).slice(0, 80);
	const message =
		start === '' ? 'The answer is empty' : `The answer is not JSON; it begins "${start}"`;
	return failure({ kind: 'unreadable', httpStatus, message });
}

/**
 * Sends one request through n8n's own helper (proxy settings, credential, cancel signal).
 *
 * @param secrets texts that no message may contain
 * @returns the parsed body of a 2xx answer, or the fault; never throws
 */
export async function sendRequest(
	context: RequestContext,
	request: ApiRequest,
	secrets: string[],
): Promise<Result<unknown>> {
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context as IExecuteFunctions,
			CREDENTIAL_TYPE,
			toHttpOptions(request),
		)) as FullResponse;
		return toResult(response, Date.now(), secrets);
	} catch (thrown) {
		return failure(toNetworkFault(thrown, secrets));
	}
}
