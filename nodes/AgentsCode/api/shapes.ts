import { failure, success, type Result } from './result';

/** An agent, as `GET /agents` lists it. Fields the reference does not name pass through. */
export interface Agent {
	id: string;
	name?: string;
	displayName?: string;
	version?: string;
	/** Price of one run, in credits. */
	credits?: number;
	description?: string;
	status?: string;
	[field: string]: unknown;
}

/** One started run of an agent, as `GET /agents/:agentId/:agentJobId` answers it. */
export interface Job {
	jobId: string;
	status: string;
	/** 0–100 when the service tells it; may be missing, stuck or jumping. */
	progress?: number;
	result?: unknown;
	[field: string]: unknown;
}

export interface Balance {
	available: number;
	used: number;
	[field: string]: unknown;
}

/** A row of the credit history. */
export interface Run {
	id: string;
	/** "The type of agent used": an id, a name or a display name. */
	agent: string;
	creditsUsed?: number;
	startedAt?: string | null;
	completedAt?: string | null;
	/** Seconds. */
	duration?: number | null;
	jobId?: string;
	status?: string;
	[field: string]: unknown;
}

export interface HistoryPage {
	runs: Run[];
	hasMore: boolean;
	nextCursor?: string;
}

type Fields = Record<string, unknown>;

export function isRecord(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFilledString(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

function unreadable(expected: string): Result<never> {
	return failure({ kind: 'unreadable', httpStatus: 200, message: `The answer is not ${expected}` });
}

/** Ids are texts; a service may send one that is made of digits as a number. */
export function idOf(value: unknown): string | undefined {
	if (isFilledString(value)) return value;
	return typeof value === 'number' ? String(value) : undefined;
}

/**
 * Accepts a bare array and `{ agents: […] }`. An entry without an id cannot be run, shown or
 * looked up by anyone, so it is left out rather than spoiling the others; if there are no others, the
 * list is none.
 */
export function readAgents(body: unknown): Result<Agent[]> {
	const list = isRecord(body) ? body.agents : body;
	if (!Array.isArray(list)) return unreadable('a list of agents');
	const agents: Agent[] = [];
	for (const entry of list as unknown[]) {
		const id = isRecord(entry) ? idOf(entry.id) : undefined;
		if (isRecord(entry) && id !== undefined) agents.push({ ...entry, id });
	}
	if (agents.length === 0 && list.length > 0) return unreadable('a list of agents with IDs');
	return success(agents);
}

/**
 * A job must name its state. It keeps the id that it was asked for by: that is the one under which it was
 * paid for and is found again, whatever the answer calls it.
 */
export function readJob(body: unknown, jobId: string): Result<Job> {
	if (!isRecord(body) || !isFilledString(body.status)) return unreadable('a job with a status');
	return success({ ...body, jobId } as Job);
}

/** The answer to a start is worth nothing without the id by which the job is found again. */
export function readStartedJob(body: unknown): Result<Job> {
	const jobId = isRecord(body) ? idOf(body.jobId) : undefined;
	if (!isRecord(body) || jobId === undefined) return unreadable('a job with a jobId');
	const status = isFilledString(body.status) ? body.status : 'queued';
	return success({ ...body, jobId, status } as Job);
}

export function readBalance(body: unknown): Result<Balance> {
	if (!isRecord(body) || !Number.isFinite(body.available)) {
		return unreadable("a credit balance with an 'available' number");
	}
	return success(body as Balance);
}

/**
 * A page of the history. A row without an id takes its jobId's place, so that rows which shift
 * between pages can still be told apart.
 */
export function readHistoryPage(body: unknown): Result<HistoryPage> {
	if (!isRecord(body) || !Array.isArray(body.runs)) return unreadable("a page of 'runs'");
	const runs: Run[] = [];
	for (const row of body.runs as unknown[]) {
		const jobId = isRecord(row) ? idOf(row.jobId) : undefined;
		const id = isRecord(row) ? (idOf(row.id) ?? jobId) : undefined;
		if (!isRecord(row) || id === undefined) {
			return unreadable("a page of 'runs' that all have an id");
		}
		const run: Run = { ...row, id, agent: idOf(row.agent) ?? '', jobId };
		if (jobId === undefined) delete run.jobId;
		runs.push(run);
	}
	const nextCursor = isFilledString(body.nextCursor) ? body.nextCursor : undefined;
	return success({ runs, hasMore: body.hasMore === true, nextCursor });
}
