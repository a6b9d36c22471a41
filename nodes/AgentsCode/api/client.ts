import type { IDataObject } from 'n8n-workflow';
import type { Clock } from './clock';
import {
	LAST_LOOK_MS,
	READ_PATIENCE_MS,
	READ_TIMEOUT_MS,
	START_TIMEOUT_MS,
	STOP_GRACE_MS,
} from './limits';
import { Requester, type ApiOptions } from './requester';
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
import type { RequestContext } from './transport';

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

/** Ids become one path segment each; `idComplaint` has refused those that can't. */
function agentPath(agentId: string): string {
	return `/agents/${encodeURIComponent(agentId)}`;
}

function jobPath(agentId: string, jobId: string): string {
	return `${agentPath(agentId)}/${encodeURIComponent(jobId)}`;
}

/** Asks once for what does not change within an execution, and again only if it could not be read. */
function remembering<T>(read: () => Promise<Result<T>>): () => Promise<Result<T>> {
	let reading: Promise<Result<T>> | undefined;
	return async () => {
		reading ??= read();
		const answer = await reading;
		if (!answer.ok) reading = undefined;
		return answer;
	};
}

async function lookAtJob(
	requester: Requester,
	[agentId, jobId]: [string, string],
	clock: Clock,
	deadlineAt: number,
): Promise<Result<Job>> {
	const leftMs = Math.max(LAST_LOOK_MS, deadlineAt - clock.now());
	const request = {
		method: 'GET' as const,
		path: jobPath(agentId, jobId),
		errand: 'wait' as const,
		timeoutMs: Math.min(READ_TIMEOUT_MS, leftMs),
		limitMs: Math.min(READ_PATIENCE_MS, leftMs),
	};
	// A last look is begun at the deadline: where the gate keeps a pace, its turn comes after it.
	const turnBy = clock.now() + leftMs;
	return await requester.once(request, (body) => readJob(body, jobId), turnBy);
}

async function startJob(
	requester: Requester,
	agentId: string,
	body: StartBody,
	deadlineAt: number,
): Promise<Result<Job>> {
	const request = {
		method: 'POST' as const,
		path: agentPath(agentId),
		errand: 'start' as const,
		body: body as unknown as IDataObject,
		timeoutMs: START_TIMEOUT_MS,
		limitMs: START_TIMEOUT_MS,
		graceMs: STOP_GRACE_MS,
	};
	return await requester.once(request, readStartedJob, deadlineAt);
}

/**
 * Opens the API with the credential of the calling node.
 *
 * @throws NodeOperationError as `Requester.open` does
 */
export async function createApi(
	context: RequestContext,
	options: ApiOptions,
): Promise<AgentsCodeApi> {
	const requester = await Requester.open(context, options);
	return {
		baseUrl: requester.baseUrl,
		listAgents: remembering(async () => await requester.get('/agents', readAgents)),
		startJob: async (agentId, body, deadlineAt) =>
			await startJob(requester, agentId, body, deadlineAt),
		lookAtJob: async (agentId, jobId, deadlineAt) =>
			await lookAtJob(requester, [agentId, jobId], options.clock, deadlineAt),
		getJob: async (agentId, jobId) =>
			await requester.get(jobPath(agentId, jobId), (body) => readJob(body, jobId), {
				errand: 'job',
			}),
		getBalance: async () => await requester.get('/credits/balance', readBalance),
		getHistoryPage: async (cursor) => {
			const query = cursor === undefined ? undefined : { cursor };
			return await requester.get('/credits/history', readHistoryPage, { query });
		},
	};
}
