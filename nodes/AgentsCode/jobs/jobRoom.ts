import type { AgentsCodeApi, StartBody } from '../api/client';
import type { Clock, StoppableClock } from '../api/clock';
import type { Fleet } from './fleet';
import type { Ledger } from './ledger';

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
