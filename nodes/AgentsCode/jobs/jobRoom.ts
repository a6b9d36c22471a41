import type { AgentsCodeApi, StartBody } from '../api/client';
import type { Clock, StoppableClock } from '../api/clock';
import type { Job } from '../api/shapes';
import type { Fleet } from './fleet';
import type { ItemFailure, JobRef } from './itemFailure';
import type { Ledger } from './ledger';
import type { Sample } from './prediction';

export interface WaitOptions {
	/** Counted from the job's start. */
	timeoutSeconds: number;
	onTimeout: 'error' | 'returnJob';
	onFailure: 'error' | 'returnJob';
	/** 0 means adaptive. */
	pollIntervalSeconds: number;
}

/** What one item asks for. */
export interface JobRequest {
	agentId: string;
	body: StartBody;
	ledgerKey: string;
	waitForCompletion: boolean;
	options: WaitOptions;
}

/** A job whose wait was ended before the job was; all that is needed to take the wait up again. */
export interface UnfinishedJob extends JobRef {
	/** Epoch milliseconds from which the time-out counts. */
	startedAtMs: number;
	options: WaitOptions;
	/** How far the job had come when it was seen last, if it tells. */
	sample?: Sample;
}

export type ItemOutcome =
	| { ok: true; agentId: string; job: Job }
	| { ok: false; failure: ItemFailure; unfinished?: UnfinishedJob };

/** What became of each item, in input order; undefined where the work was never begun. */
export type Outcomes = Array<ItemOutcome | undefined>;

/** What all waits of one execution share. */
export interface WaitingRoom {
	api: AgentsCodeApi;
	clock: StoppableClock;
	/** Ends the waits, and nothing else, before their jobs have ended; the clock's own end when absent. */
	patience?: Clock;
	/** A number in [0, 1). */
	random: () => number;
	/** What the jobs of each agent have shown of how long they take, by agent ID. */
	fleets: Map<string, Fleet>;
}

/** What all paid starts of one execution share besides. */
export interface JobRoom extends WaitingRoom {
	ledger: Ledger;
	/** Why no job may be started now, in words for the user; jobs already started are still waited for. */
	hindrance?: string;
	/** Called with the request's ledger key once its job is there, new or from an earlier try. */
	onStarted?: (ledgerKey: string) => void;
}

export function openWaitingRoom(api: AgentsCodeApi, clock: StoppableClock): WaitingRoom {
	return { api, clock, random: Math.random, fleets: new Map() };
}

export function delivered(agentId: string, job: Job): ItemOutcome {
	return { ok: true, agentId, job };
}

export function undelivered(failure: ItemFailure): ItemOutcome {
	return { ok: false, failure };
}

/** Whether the wait was ended before the job was. */
export function isUnfinished(
	outcome: ItemOutcome,
): outcome is Extract<ItemOutcome, { ok: false }> & { unfinished: UnfinishedJob } {
	return !outcome.ok && outcome.unfinished !== undefined;
}
