import { NodeOperationError, type IDataObject } from 'n8n-workflow';
import { addressOf, type AddressFields } from './baseUrl';
import type { Clock } from './clock';
import { createGate } from './gate';
import {
	LAST_LOOK_MS,
	READ_PATIENCE_MS,
	READ_TIMEOUT_MS,
	READ_TRIES,
	START_TIMEOUT_MS,
} from './limits';
import { createPacer } from './pacer';
import { backOffMs, isPassing } from './retry';
import type { Result } from './result';
import {
	readAgents,
	readBalance,
	readHistoryPage,
	readJob,
	readStartedJob,
	type Agent,
	type Balance,
	type HistoryPage,
	type Job,
} from './shapes';
import { CREDENTIAL_TYPE, sendRequest, type ApiRequest, type RequestContext } from './transport';

/** What an agent is started with: an object of fields, or plain text. */
export interface StartBody {
	input: IDataObject | string;
	contextData?: string;
}

/**
 * The five calls of the AgentsCode API. All reads but `lookAtJob` bridge passing faults by
 * themselves; `startJob` and `lookAtJob` are one try each (but for 429), since what a fault means
 * there is for the caller to decide.
 */
export interface AgentsCodeApi {
	/** The service's address, without trailing slashes. */
	readonly baseUrl: string;
	/** Asked for once; later calls get the same list, unless it could not be read. */
	listAgents(): Promise<Result<Agent[]>>;
	startJob(agentId: string, body: StartBody, deadlineAt: number): Promise<Result<Job>>;
	lookAtJob(agentId: string, jobId: string, deadlineAt: number): Promise<Result<Job>>;
	getJob(agentId: string, jobId: string): Promise<Result<Job>>;
	getBalance(): Promise<Result<Balance>>;
	getHistoryPage(cursor?: string): Promise<Result<HistoryPage>>;
}

export interface ApiOptions {
	clock: Clock;
	/** A number in [0, 1) for jitter. */
	random?: () => number;
	/** How long reads go on through 429s and passing faults, in milliseconds. */
	patienceMs?: number;
}

type Credential = AddressFields & { apiKey?: string };

/** Ids become one path segment each; `idComplaint` has refused those that can't. */
function segment(id: string): string {
	return encodeURIComponent(id);
}

/**
 * Opens the API with the credential of the calling node.
 *
 * @throws NodeOperationError when the credential's base URL is no http(s) address, or one that the
 *   credential's allowed domains leave out
 */
export async function createApi(
	context: RequestContext,
	options: ApiOptions,
): Promise<AgentsCodeApi> {
	const { clock, random = Math.random, patienceMs = READ_PATIENCE_MS } = options;
	const gate = createGate(clock, createPacer({ random }));
	const credential = await context.getCredentials<Credential>(CREDENTIAL_TYPE);
	const baseUrl = addressOf(credential);
	if (!baseUrl.ok) {
		throw new NodeOperationError(context.getNode(), baseUrl.fault.message, { level: 'warning' });
	}
	const secrets = [String(credential.apiKey ?? '')];

	const once = async <T>(
		request: Omit<ApiRequest, 'url'> & { path: string },
		read: (body: unknown) => Result<T>,
		deadlineAt: number,
	): Promise<Result<T>> => {
		const { path, ...rest } = request;
		return await gate.pass(async () => {
			const answer = await sendRequest(context, { ...rest, url: baseUrl.value + path }, secrets);
			return answer.ok ? read(answer.value) : answer;
		}, deadlineAt);
	};

	const get = async <T>(
		path: string,
		read: (body: unknown) => Result<T>,
		query?: IDataObject,
	): Promise<Result<T>> => {
		const deadlineAt = clock.now() + patienceMs;
		const limitMs = Math.max(READ_TIMEOUT_MS, patienceMs);
		const request = {
			method: 'GET' as const,
			path,
			query,
			timeoutMs: READ_TIMEOUT_MS,
			limitMs,
		};
		for (let tries = 1; ; tries++) {
			const answer = await once(request, read, deadlineAt);
			const isFinal = answer.ok || !isPassing(answer.fault) || tries >= READ_TRIES;
			if (isFinal || clock.now() >= deadlineAt) return answer;
			await clock.sleep(backOffMs(tries, random()));
		}
	};

	let agentsOnce: Promise<Result<Agent[]>> | undefined;
	const jobPath = (agentId: string, jobId: string) =>
		`/agents/${segment(agentId)}/${segment(jobId)}`;

	return {
		baseUrl: baseUrl.value,
		listAgents: async () => {
			agentsOnce ??= get('/agents', readAgents);
			const answer = await agentsOnce;
			if (!answer.ok) agentsOnce = undefined;
			return answer;
		},
		getBalance: async () => await get('/credits/balance', readBalance),
		getHistoryPage: async (cursor) =>
			await get('/credits/history', readHistoryPage, cursor === undefined ? undefined : { cursor }),
		getJob: async (agentId, jobId) =>
			await get(jobPath(agentId, jobId), (body) => readJob(body, jobId)),
		lookAtJob: async (agentId, jobId, deadlineAt) => {
			const leftMs = Math.max(LAST_LOOK_MS, deadlineAt - clock.now());
			const timeoutMs = Math.min(READ_TIMEOUT_MS, leftMs);
			const limitMs = Math.min(READ_PATIENCE_MS, leftMs);
			return await once(
				{ method: 'GET', path: jobPath(agentId, jobId), timeoutMs, limitMs },
				(body) => readJob(body, jobId),
				deadlineAt,
			);
		},
		startJob: async (agentId, body, deadlineAt) =>
			await once(
				{
					method: 'POST',
					path: `/agents/${segment(agentId)}`,
					body: body as unknown as IDataObject,
					timeoutMs: START_TIMEOUT_MS,
					limitMs: START_TIMEOUT_MS,
				},
				readStartedJob,
				deadlineAt,
			),
	};
}
