import type { EmulatedAgent } from './agents';
import type { JobStatus } from './behaviour';
import type { RunRow } from './runs';

/** A row a test puts into the history; what it leaves out is filled in. Any other field is told as given. */
export interface SeedRow {
	id?: string;
	jobId?: string;
	agent?: string;
	status?: string;
	creditsUsed?: unknown;
	startedAt?: unknown;
	completedAt?: unknown;
	duration?: unknown;
	[field: string]: unknown;
}

export interface SeedOptions {
	/** The newest row's start; `everyMs` ago unless told. */
	newestAtMs?: number;
	/** From one start to the next; ten minutes unless told. */
	everyMs?: number;
	/** Agents in turn, by id; all active ones unless told. */
	agentIds?: string[];
	/** Every so many rows one failed, another cancelled; 10 and 25 unless told, 0 for none. */
	failedEvery?: number;
	cancelledEvery?: number;
}

/** `count` finished rows, the same each time, newest first, spread evenly over the past. */
export function seededRuns(
	count: number,
	agents: EmulatedAgent[],
	options: SeedOptions,
	nowMs: number,
	firstNumber: number,
): RunRow[] {
	const { everyMs = 600_000, failedEvery = 10, cancelledEvery = 25 } = options;
	const newestAtMs = options.newestAtMs ?? nowMs - everyMs;
	const chosen = agents.filter(({ id, status }) =>
		options.agentIds ? options.agentIds.includes(id) : status === 'ACTIVE',
	);
	return Array.from({ length: count }, (_, index) => {
		const number = firstNumber + index;
		const agent = chosen[number % chosen.length];
		const status: JobStatus = isNth(number, cancelledEvery)
			? 'cancelled'
			: isNth(number, failedEvery)
				? 'failed'
				: 'completed';
		const startedAtMs = newestAtMs - index * everyMs;
		return {
			id: `run_seed${String(number).padStart(7, '0')}`,
			jobId: `job_seed${String(number).padStart(7, '0')}`,
			agent,
			status,
			creditsUsed: status === 'completed' ? agent.credits : 0,
			startedAtMs,
			completedAtMs: startedAtMs + agent.durationMs * (1 + (number % 7) / 10),
		};
	});
}

const KNOWN: JobStatus[] = ['queued', 'active', 'completed', 'failed', 'cancelled'];

/** A row as a test worded it; its dates decide its place, and it is told exactly as given. */
export function givenRun(
	row: SeedRow,
	number: number,
	agents: EmulatedAgent[],
	nowMs: number,
): RunRow {
	const word = row.agent ?? agents[0].id;
	const agent = agents.find(({ id }) => id === word);
	const status = KNOWN.find((known) => known === row.status) ?? 'completed';
	const startedAtMs = timeOf(row.startedAt) ?? nowMs;
	const unfinished = status === 'queued' || status === 'active';
	const completedAtMs = unfinished
		? undefined
		: (timeOf(row.completedAt) ?? startedAtMs + (agent?.durationMs ?? 1000));
	return {
		id: row.id || `run_given${String(number).padStart(6, '0')}`,
		jobId: row.jobId || `job_given${String(number).padStart(6, '0')}`,
		agent: agent ?? word,
		status,
		creditsUsed: status === 'completed' ? (agent?.credits ?? 0) : 0,
		startedAtMs,
		...(completedAtMs === undefined ? {} : { completedAtMs }),
		asGiven: withoutAgent(row, agent),
	};
}

/** A known agent follows `agentAs` like every row; an unknown word stands as given. */
function withoutAgent(row: SeedRow, agent: EmulatedAgent | undefined): Record<string, unknown> {
	const rest = { ...row };
	if (agent) delete rest.agent;
	return rest;
}

function timeOf(date: unknown): number | undefined {
	const ms = typeof date === 'string' || typeof date === 'number' ? new Date(date).getTime() : NaN;
	return Number.isFinite(ms) ? ms : undefined;
}

function isNth(number: number, every: number): boolean {
	return every > 0 && number % every === every - 1;
}
