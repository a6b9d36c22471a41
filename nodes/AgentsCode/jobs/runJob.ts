import type { Job } from '../api/shapes';
import { awaitJob, hasEnded, settleFinished } from './awaitJob';
import { findCandidates } from './candidates';
import { startRefused, startUnclear } from './itemFailure';
import { delivered, undelivered, type ItemOutcome, type JobRequest, type JobRoom } from './jobRoom';
import type { LedgerEntry } from './ledger';
import { startJob } from './startJob';
import { readStatus } from './status';

type StartedEntry = Extract<LedgerEntry, { state: 'started' }>;

async function reportUnclear(
	room: JobRoom,
	request: JobRequest,
	startedAtMs: number,
	fault?: Parameters<typeof startUnclear>[2],
): Promise<ItemOutcome> {
	const candidates = room.clock.aborted
		? []
		: await findCandidates(room.api, request.agentId, startedAtMs);
	return undelivered(startUnclear(request.agentId, candidates, fault));
}

/** Starts a job for an item that has none, and remembers it before anything else can go wrong. */
async function startAnew(room: JobRoom, request: JobRequest): Promise<ItemOutcome> {
	const { api, clock, random, ledger } = room;
	const { agentId, body, ledgerKey, options } = request;
	const beganAtMs = clock.now();
	ledger.record(ledgerKey, { state: 'starting', startedAtMs: beganAtMs });
	const deadlineAt = beganAtMs + options.timeoutSeconds * 1000;
	const start = await startJob(api, agentId, body, { deadlineAt, clock, random });

	if (start.outcome === 'refused') {
		ledger.forget(ledgerKey);
		return undelivered(startRefused(agentId, start.fault));
	}
	if (start.outcome === 'unclear') {
		ledger.record(ledgerKey, { state: 'unclear', startedAtMs: clock.now() });
		return await reportUnclear(room, request, clock.now(), start.fault);
	}
	const { job } = start;
	const entry: StartedEntry = {
		state: 'started',
		jobId: job.jobId,
		status: job.status,
		startedAtMs: clock.now(),
	};
	ledger.record(ledgerKey, entry);
	if (!request.waitForCompletion) return delivered(agentId, job);
	return await followAndNote(room, request, entry, entry.startedAtMs);
}

/** Waits for the job and keeps its last state in the ledger, for the message and for a retry. */
async function followAndNote(
	room: JobRoom,
	request: JobRequest,
	entry: StartedEntry,
	startedAtMs?: number,
): Promise<ItemOutcome> {
	const ref = { agentId: request.agentId, jobId: entry.jobId, status: entry.status };
	const outcome = await awaitJob(room, ref, request.options, startedAtMs);
	const status = outcome.ok ? outcome.job.status : (outcome.failure.details.status ?? entry.status);
	room.ledger.record(request.ledgerKey, { ...entry, status });
	return outcome;
}

function isWorthRestarting(job: Job, request: JobRequest): boolean {
	const status = readStatus(job.status);
	return (status === 'failed' || status === 'cancelled') && request.options.onFailure === 'error';
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
	if (!request.waitForCompletion) {
		return delivered(request.agentId, { jobId: entry.jobId, status: entry.status });
	}
	const seen = await room.api.getJob(request.agentId, entry.jobId);
	if (!seen.ok) {
		// The wait bridges what passes and puts the rest into words. Its time-out counts anew.
		return await followAndNote(room, request, entry);
	}
	if (isWorthRestarting(seen.value, request)) return await startAnew(room, request);
	if (hasEnded(seen.value)) return settleFinished(request.agentId, seen.value, request.options);
	return await followAndNote(room, request, { ...entry, status: seen.value.status });
}

/**
 * Gives one item its job: the one this execution has already started for it, or a new one.
 * Never starts a second job while the first may be running or paid.
 */
export async function runJob(room: JobRoom, request: JobRequest): Promise<ItemOutcome> {
	const entry = room.ledger.find(request.ledgerKey);
	if (entry === undefined) return await startAnew(room, request);
	if (entry.state === 'started') return await pickUp(room, request, entry);
	return await reportUnclear(room, request, entry.startedAtMs);
}
