import type {
	ICredentialsDecrypted,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { resultOf, type HttpAnswer } from './answer';
import { addressOf } from './baseUrl';
import { CREDENTIAL_TYPE, type HeldCredential } from './credential';
import { openRequestSignal, type RequestSignal } from './requestSignal';
import { failure, success, type Fault, type Result } from './result';
import { isRecord } from './shapes';
import { cleanText } from './text';

/** What the api room needs of n8n: the same in execute, poll and load-options functions. */
export type RequestContext = Pick<IExecuteFunctions, 'getNode'> &
	Partial<Pick<IExecuteFunctions, 'getExecutionCancelSignal'>> & {
		getCredentials<T extends object>(type: string): Promise<T>;
		helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
	};

/** n8n's own time-out comes first where it holds, and says more. */
const LEAD_MS = 50;

const STOPPED = 'The request was stopped';

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

function wordsOf(thrown: unknown, secrets: readonly string[]): string {
	return cleanText(thrown instanceof Error ? thrown.message : String(thrown), secrets);
}

function toNetworkFault(thrown: unknown, isLate: boolean, secrets: readonly string[]): Fault {
	if (isLate) return { kind: 'network', code: 'ETIMEDOUT', message: 'No answer came in time' };
	const code = networkCodeOf(thrown);
	if (code === 'ERR_CANCELED') return { kind: 'aborted', sent: true, message: STOPPED };
	return { kind: 'network', code, message: wordsOf(thrown, secrets) };
}

/**
 * Apart from the sending: where there is no credential, or one that may not be sent to this address any
 * more, it is certain that nothing went out.
 */
async function readCredential(credential: HeldCredential): Promise<Result<ICredentialsDecrypted>> {
	try {
		const held = await credential.current();
		const address = addressOf(held.data ?? {});
		return address.ok ? success(held) : address;
	} catch (thrown) {
		return failure({ kind: 'credential', message: wordsOf(thrown, credential.secrets) });
	}
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
	const held = await readCredential(credential);
	if (!held.ok) return held;
	const { timeoutMs, limitMs, graceMs } = request;
	const { secrets } = credential;
	const bounds = { beginMs: timeoutMs + LEAD_MS, limitMs, graceMs };
	let ending: RequestSignal | undefined;
	try {
		ending = openRequestSignal(bounds, context.getExecutionCancelSignal?.());
		if (ending.signal.aborted) return failure({ kind: 'aborted', sent: false, message: STOPPED });
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			withSignal(context, ending.signal),
			CREDENTIAL_TYPE,
			toHttpOptions(request, ending.signal),
			{ credentialsDecrypted: held.value },
		)) as HttpAnswer;
		ending.begun();
		return await resultOf(response, secrets);
	} catch (thrown) {
		return failure(toNetworkFault(thrown, ending?.isLate === true, secrets));
	} finally {
		ending?.release();
	}
}
