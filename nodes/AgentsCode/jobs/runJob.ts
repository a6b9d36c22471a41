import { awaitJob } from './awaitJob';
import { settleFinished } from './settleJob';
import { startHeldBack, startRefused, startUnclear, type JobRef } from './itemFailure';
import type { JobRequest, JobRoom } from './jobRoom';
import { delivered, undelivered, type ItemOutcome } from './outcome';
import type { LedgerEntry, StartedEntry } from './ledger';
import { startJob, type StartOutcome } from './startJob';
import { hasEnded, isLost } from './status';

/**
 * Starts a job for an item that has none, and remembers it before anything else can go wrong.
 *
 * @param lost the one that it had, and that has ended without a result
 */
async function startAnew(room: JobRoom, request: JobRequest, lost?: JobRef): Promise<ItemOutcome> {
	const { api, clock, random, ledger } = room;
	const { agentId, body, ledgerKey, options } = request;
	if (room.hindrance !== undefined)
		return undelivered(startHeldBack(agentId, room.hindrance, lost));
	const startedAtMs = clock.now();
	ledger.record(ledgerKey, { state: 'starting', agentId, startedAtMs });
	const deadlineAt = startedAtMs + options.timeoutSeconds * 1000;
	const start = await startJob(api, agentId, body, { deadlineAt, clock, random });

	if (start.outcome === 'refused') {
		ledger.forget(ledgerKey);
		return undelivered(startRefused(agentId, start.fault));
	}
	if (start.outcome === 'unclear') {
		const endedAtMs = clock.now();
		const { fault } = start;
		ledger.record(ledgerKey, { state: 'unclear', agentId, startedAtMs, endedAtMs, fault });
		return undelivered(startUnclear({ agentId, sentAtMs: startedAtMs, endedAtMs }, fault));
	}
	return await followStarted(room, request, start);
}

async function followStarted(
	room: JobRoom,
	request: JobRequest,
	{ job, startedAtMs }: Extract<StartOutcome, { outcome: 'started' }>,
): Promise<ItemOutcome> {
	const { agentId } = request;
	const { jobId, status } = job;
	const entry: StartedEntry = { state: 'started', agentId, jobId, status, startedAtMs };
	room.ledger.record(request.ledgerKey, entry);
	room.onStarted?.(request.ledgerKey);
	if (!request.waitForCompletion) return delivered(agentId, job);
	return await followAndNote(room, request, entry, startedAtMs);
}

/** Waits for the job and keeps its last state in the ledger, for the message and for a retry. */
async function followAndNote(
	room: JobRoom,
	request: JobRequest,
	entry: StartedEntry,
	startedAtMs?: number,
): Promise<ItemOutcome> {
	const ref = { agentId: entry.agentId, jobId: entry.jobId, status: entry.status };
	const outcome = await awaitJob(room, ref, request.options, startedAtMs);
	const status = outcome.ok ? outcome.job.status : (outcome.failure.details.status ?? entry.status);
	room.ledger.record(request.ledgerKey, { ...entry, status });
	return outcome;
}

/** Whether a job in this state has to be started, and paid, anew before its item can be delivered. */
export function isWorthRestarting(status: string, request: JobRequest): boolean {
	return isLost({ status }) && request.waitForCompletion && request.options.onFailure === 'error';
}

/**
 * Picks up a job that an earlier try of this execution started: a running one is waited for again,
 * a completed one is fetched again, which costs nothing; one that failed is started anew.
 */
async function pickUp(
	room: JobRoom,
	request: JobRequest,
	entry: StartedEntry,
): Promise<ItemOutcome> {
	const { agentId, jobId } = entry;
	room.onStarted?.(request.ledgerKey);
	if (!request.waitForCompletion) return delivered(agentId, { jobId, status: entry.status });
	const seen = await room.api.getJob(agentId, jobId);
	if (!seen.ok) {
		// The wait bridges what passes and puts the rest into words. Its time-out counts anew.
		return await followAndNote(room, request, entry);
	}
	const { status } = seen.value;
	if (isWorthRestarting(status, request)) {
		return await startAnew(room, request, { agentId, jobId, status });
	}
	room.ledger.record(request.ledgerKey, { ...entry, status });
	if (hasEnded(seen.value)) return settleFinished(agentId, seen.value, request.options);
	return await followAndNote(room, request, { ...entry, status });
}

/** A start that an earlier try saw end without a clear answer, or did not see end. */
function stillUnclear(entry: Exclude<LedgerEntry, StartedEntry>): ItemOutcome {
	const { agentId, startedAtMs: sentAtMs } = entry;
	if (entry.state === 'starting') {
		return undelivered(startUnclear({ agentId, sentAtMs, endedAtMs: sentAtMs }));
	}
	return undelivered(startUnclear({ agentId, sentAtMs, endedAtMs: entry.endedAtMs }, entry.fault));
}

/**
 * Gives one item its job: the one this execution has already started for it, or a new one.
 * Never starts a second job while the first may be running or paid.
 */
export async function runJob(room: JobRoom, request: JobRequest): Promise<ItemOutcome> {
	const entry = room.ledger.find(request.ledgerKey);
	if (entry === undefined) return await startAnew(room, request);
	if (entry.state === 'started') return await pickUp(room, request, entry);
	return stillUnclear(entry);
}
