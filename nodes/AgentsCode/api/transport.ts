import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { isStream, readText, type AnswerText } from './answerBody';
import { CREDENTIAL_TYPE, type HeldCredential } from './credential';
import { MAX_ANSWER_BYTES, MAX_REFUSAL_BYTES } from './limits';
import { openRequestSignal, type RequestSignal } from './requestSignal';
import { parseRetryAfter } from './retryAfter';
import { failure, success, type Fault, type Result } from './result';
import { idOf, isRecord } from './shapes';
import { cleanText, messageIn, withoutKeys } from './text';

/** What the api room needs of n8n: the same in execute, poll and load-options functions. */
export type RequestContext = Pick<IExecuteFunctions, 'getNode'> &
	Partial<Pick<IExecuteFunctions, 'getExecutionCancelSignal'>> & {
		getCredentials<T extends object>(type: string): Promise<T>;
		helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
	};

/** n8n's own time-out comes first where it holds, and says more. */
const LEAD_MS = 50;

export interface ApiRequest {
	method: 'GET' | 'POST';
	url: string;
	query?: IDataObject;
	body?: IDataObject;
	/** How long to wait for the answer to begin. */
	timeoutMs: number;
	/** How long the whole exchange may take. */
	limitMs: number;
	/** How long its answer is still waited for after Stop; it is cut at once when absent. */
	graceMs?: number;
}

interface FullResponse {
	statusCode: number;
	headers: IDataObject;
	body: unknown;
}

/**
 * Redirects are not followed: the credential would go with them to another origin, and a start
 * that is sent to a second place may be carried out twice. The body is read here, as it comes: n8n's
 * helper would take in a body of any size, and a broken JSON body as if it were a value. What is sent
 * is JSON text already, since the HTTP client drops fields with names such as `constructor`.
 */
function toHttpOptions(request: ApiRequest, signal: AbortSignal): IHttpRequestOptions {
	const { body } = request;
	const contentType = body === undefined ? {} : { 'Content-Type': 'application/json' };
	return {
		method: request.method,
		url: request.url,
		qs: request.query,
		body: body === undefined ? undefined : JSON.stringify(body),
		headers: { Accept: 'application/json', ...contentType },
		encoding: 'stream',
		timeout: request.timeoutMs,
		abortSignal: signal,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
	};
}

/** n8n puts the signal that its context names in the place of the one in the options. */
function withSignal(context: RequestContext, signal: AbortSignal): IExecuteFunctions {
	const getExecutionCancelSignal = { value: () => signal };
	return Object.create(context, { getExecutionCancelSignal }) as IExecuteFunctions;
}

function isNetworkCode(value: unknown): value is string {
	return typeof value === 'string' && /^[A-Z]{2,}[A-Z_0-9]*$/.test(value);
}

/**
 * Network codes sit somewhere along the chain of causes, under n8n's and the HTTP client's wrappers.
 * Some versions (seen in 1.123 and 2.8) cut the chain, and give the code where others give a status.
 */
function networkCodeOf(thrown: unknown): string | undefined {
	let link: unknown = thrown;
	for (let depth = 0; depth < 5 && isRecord(link); depth++) {
		const code = [link.code, link.httpCode].find(isNetworkCode);
		if (code !== undefined) return code;
		link = link.cause ?? link.errorResponse;
	}
	return undefined;
}

function toNetworkFault(thrown: unknown, isLate: boolean, secrets: readonly string[]): Fault {
	if (isLate) return { kind: 'network', code: 'ETIMEDOUT', message: 'No answer came in time' };
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

/** The job that an answer names although it is no success. */
function jobIdIn(body: unknown, secrets: readonly string[]): string | undefined {
	const jobId = isRecord(body) ? cleanText(idOf(body.jobId) ?? '', secrets) : '';
	return jobId === '' ? undefined : jobId;
}

function refusal(response: FullResponse, body: unknown, secrets: readonly string[]): Fault {
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

async function toResult(
	response: FullResponse,
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

/**
 * Sends one request through n8n's own helper (proxy settings, credential, cancel signal).
 *
 * @returns the parsed body of a 2xx answer, or the fault; never throws
 */
export async function sendRequest(
	context: RequestContext,
	request: ApiRequest,
	credential: HeldCredential,
): Promise<Result<unknown>> {
	const { timeoutMs, limitMs, graceMs } = request;
	const { secrets } = credential;
	const bounds = { beginMs: timeoutMs + LEAD_MS, limitMs, graceMs };
	let ending: RequestSignal | undefined;
	try {
		const credentialsDecrypted = await credential.current();
		ending = openRequestSignal(bounds, context.getExecutionCancelSignal?.());
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			withSignal(context, ending.signal),
			CREDENTIAL_TYPE,
			toHttpOptions(request, ending.signal),
			{ credentialsDecrypted },
		)) as FullResponse;
		ending.begun();
		return await toResult(response, secrets);
	} catch (thrown) {
		return failure(toNetworkFault(thrown, ending?.isLate === true, secrets));
	} finally {
		ending?.release();
	}
}
