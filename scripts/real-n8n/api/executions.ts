import { parse } from 'flatted';
import type { INodeExecutionData, IRunData, ITaskData } from 'n8n-workflow';

import { sleep } from '../../platform';
import type { Session } from './session';

export type ExecutionStatus =
	| 'new'
	| 'running'
	| 'waiting'
	| 'success'
	| 'error'
	| 'canceled'
	| 'crashed'
	| 'unknown';

/** A row of the executions list. */
export interface ExecutionRow {
	id: string;
	status: ExecutionStatus;
	mode: string;
	workflowId: string;
	startedAt: string;
	stoppedAt?: string | null;
	waitTill?: string | null;
	retryOf?: string | null;
	retrySuccessId?: string | null;
}

/** An execution with what its nodes did. */
export interface Execution extends ExecutionRow {
	/** What each node did, by its name, one entry per run of the node. */
	runData: IRunData;
	/** Why the whole execution ended in 'error'. */
	error?: { message: string; description?: string | null; [field: string]: unknown };
	/** The stored execution exactly as n8n gave it, for tests that search it. */
	raw: string;
}

export type JsonItem = INodeExecutionData['json'];

interface ExecutionAnswer extends ExecutionRow {
	/** Written with the "flatted" package. */
	data: string;
}

interface ExecutionData {
	resultData: { runData?: IRunData; error?: Execution['error'] };
}

const LOOK_MS = 100;
const RETRY_LISTED_WITHIN_MS = 60_000;
const ENDS: ExecutionStatus[] = ['success', 'error', 'canceled', 'crashed'];

export function hasEnded({ status }: Pick<ExecutionRow, 'status'>): boolean {
	return ENDS.includes(status);
}

export async function getExecution(session: Session, id: string): Promise<Execution> {
	const { data, ...row } = await session.call<ExecutionAnswer>('GET', `/executions/${id}`);
	// Nothing is stored for an execution that has just begun.
	const resultData = (parse(data) as ExecutionData | undefined)?.resultData;
	return { ...row, runData: resultData?.runData ?? {}, error: resultData?.error, raw: data };
}

/** Executions, newest first. */
export async function listExecutions(
	session: Session,
	filter: { workflowId?: string; status?: ExecutionStatus[] } = {},
	limit = 100,
): Promise<ExecutionRow[]> {
	const query = `filter=${encodeURIComponent(JSON.stringify(filter))}&limit=${limit}`;
	const { results } = await session.call<{ results: ExecutionRow[] }>(
		'GET',
		`/executions?${query}`,
	);
	return results;
}

/**
 * Waits until an execution is in one of `states`, its end unless told.
 * Throws after `timeoutMs`, naming the state it was in.
 */
export async function waitForExecution(
	session: Session,
	id: string,
	{ timeoutMs = 120_000, states = ENDS }: { timeoutMs?: number; states?: ExecutionStatus[] } = {},
): Promise<Execution> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const execution = await getExecution(session, id);
		if (states.includes(execution.status)) return execution;
		if (Date.now() > deadline)
			throw new Error(
				`Execution ${id} is '${execution.status}' after ${timeoutMs} ms, not ${states.join(' or ')}`,
			);
		await sleep(LOOK_MS);
	}
}

/** Waits until a workflow has at least `count` ended executions; gives them oldest first. */
export async function waitForExecutions(
	session: Session,
	workflowId: string,
	count: number,
	timeoutMs = 120_000,
): Promise<Execution[]> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const rows = await listExecutions(session, { workflowId });
		const ended = rows.filter(hasEnded);
		if (ended.length >= count)
			return await Promise.all(ended.reverse().map(({ id }) => getExecution(session, id)));
		if (Date.now() > deadline)
			throw new Error(`${ended.length} of ${count} executions ended within ${timeoutMs} ms`);
		await sleep(LOOK_MS);
	}
}

/** The editor's Stop. */
export async function stopExecution(session: Session, id: string): Promise<void> {
	await session.call('POST', `/executions/${id}/stop`, {});
}

/**
 * The editor's Retry: with the workflow as it was, or, with `currentWorkflow`, as it is saved now.
 * Throws when n8n refuses, or lists no retry within a minute.
 * @returns the id of the new execution as soon as it is listed; it may go on
 */
export async function retryExecution(
	session: Session,
	id: string,
	{ currentWorkflow }: { currentWorkflow: boolean },
): Promise<string> {
	const earlier = await retriesOf(session, id);
	// n8n answers when the retry has ended, which may take as long as its jobs.
	let refused: Error | undefined;
	session
		.call('POST', `/executions/${id}/retry`, { loadWorkflow: currentWorkflow })
		.catch((reason: Error) => (refused = reason));
	const deadline = Date.now() + RETRY_LISTED_WITHIN_MS;
	for (;;) {
		const listed = (await retriesOf(session, id)).find((retry) => !earlier.includes(retry));
		if (listed) return listed;
		if (refused) throw refused;
		if (Date.now() > deadline)
			throw new Error(
				`n8n lists no retry of execution ${id} among its latest after ${RETRY_LISTED_WITHIN_MS} ms`,
			);
		await sleep(LOOK_MS);
	}
}

async function retriesOf(session: Session, id: string): Promise<string[]> {
	const rows = await listExecutions(session);
	return rows.filter(({ retryOf }) => retryOf === id).map((row) => row.id);
}

export async function deleteExecutions(session: Session, ids: string[]): Promise<void> {
	await session.call('POST', '/executions/delete', { ids });
}

/** What a node put out on one of its branches, over all its runs or in one. */
export function itemsOf(
	execution: Execution,
	node: string,
	{ branch = 0, run }: { branch?: number; run?: number } = {},
): JsonItem[] {
	const runs = runsOf(execution, node).filter((_, index) => run === undefined || run === index);
	return runs.flatMap(({ data }) => (data?.main[branch] ?? []).map(({ json }) => json));
}

/** How long a node took by n8n's own clock, over all its runs, in milliseconds. */
export function nodeTimeMs(execution: Execution, node: string): number {
	return runsOf(execution, node).reduce((sum, { executionTime }) => sum + executionTime, 0);
}

/** What stopped a node, in n8n's words. */
export function nodeErrorOf(execution: Execution, node: string): ITaskData['error'] {
	return runsOf(execution, node).at(-1)?.error;
}

function runsOf(execution: Execution, node: string): ITaskData[] {
	return execution.runData[node] ?? [];
}
