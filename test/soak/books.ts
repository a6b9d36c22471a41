import type { INodeExecutionData } from 'n8n-workflow';

import {
	type Execution,
	type ExecutionRow,
	getExecution,
	type Session,
} from '../../scripts/real-n8n';
import type { Emulator } from '../emulator';
import type { Books, DeliveredItem, StartedJob, StoredBatch } from './accounts';
import { RUN, SPLIT, TRIGGER } from './workflows';

const PAGE = 100;
const AT_ONCE = 4;

/** All executions of a workflow, newest first. */
async function allExecutions(session: Session, workflowId: string): Promise<ExecutionRow[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const rows: ExecutionRow[] = [];
	for (;;) {
		const below = rows.length === 0 ? '' : `&lastId=${rows[rows.length - 1].id}`;
		const { results } = await session.call<{ results: ExecutionRow[] }>(
			'GET',
			`/executions?filter=${filter}&limit=${PAGE}${below}`,
		);
		rows.push(...results);
		if (results.length < PAGE) return rows;
	}
}

async function readEach<T>(
	session: Session,
	rows: ExecutionRow[],
	read: (execution: Execution) => T,
): Promise<T[]> {
	const found: T[] = [];
	const waiting = [...rows];
	const worker = async () => {
		for (let row = waiting.pop(); row; row = waiting.pop()) {
			found.push(read(await getExecution(session, row.id)));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return found;
}

/** What a node put out on a branch in its last run. */
function outputOf(execution: Execution, node: string, branch = 0): INodeExecutionData[] {
	return execution.runData[node]?.at(-1)?.data?.main[branch] ?? [];
}

function indexOf({ pairedItem }: INodeExecutionData): number {
	if (typeof pairedItem === 'number') return pairedItem;
	return (Array.isArray(pairedItem) ? pairedItem[0] : pairedItem)?.item ?? -1;
}

function readBatch(execution: Execution): StoredBatch {
	const tasks = outputOf(execution, SPLIT).map(({ json }) => String(json.id));
	const delivered = (branch: number) =>
		outputOf(execution, RUN, branch).map((item): DeliveredItem => {
			const told = branch === 0 ? item.json : ((item.json.details ?? {}) as typeof item.json);
			const jobId = typeof told.jobId === 'string' ? told.jobId : undefined;
			return { task: tasks[indexOf(item)] ?? 'unknown', jobId, isFailed: branch === 1 };
		});
	return { status: execution.status, tasks, items: [...delivered(0), ...delivered(1)] };
}

/** A poll that throws leaves an execution too: it is an ended one without items. */
function readFiring(execution: Execution): { jobIds: string[]; isUnread: boolean } {
	const jobIds = outputOf(execution, TRIGGER).map(({ json }) => String(json.jobId));
	const hasEnded = execution.status === 'success' || execution.status === 'error';
	return { jobIds, isUnread: jobIds.length === 0 && !hasEnded };
}

/** The jobs that the service was asked to start; all have ended by now. */
function startedJobs(emulator: Emulator): StartedJob[] {
	return emulator.jobs.map(({ jobId, input, startedAt, endsAt, plan }) => ({
		jobId,
		task: (input as { task?: string }).task ?? 'unknown',
		startedAtMs: startedAt,
		endedAtMs: endsAt,
		isPaid: plan.outcome === 'completed',
	}));
}

/** Reads what n8n stored of all batches and firings, and what the service knows. */
export async function readBooks(
	{ session, emulator }: { session: Session; emulator: Emulator },
	workflowIds: { runs: string; firings: string },
	sent: string[],
): Promise<Books> {
	const batchRows = await allExecutions(session, workflowIds.runs);
	const firingRows = await allExecutions(session, workflowIds.firings);
	const fired = await readEach(session, firingRows, readFiring);
	return {
		sent,
		batches: await readEach(session, batchRows, readBatch),
		jobs: startedJobs(emulator),
		fired: fired.flatMap(({ jobIds }) => jobIds),
		unreadFirings: fired.filter(({ isUnread }) => isUnread).length,
	};
}
