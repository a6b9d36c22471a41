import type { StoppableClock } from '../../../nodes/AgentsCode/api/clock';
import type { Job } from '../../../nodes/AgentsCode/api/shapes';
import {
	openWaitingRoom,
	type JobRequest,
	type JobRoom,
} from '../../../nodes/AgentsCode/jobs/jobRoom';
import type { ItemOutcome } from '../../../nodes/AgentsCode/jobs/outcome';
import { openLedger, type LedgerEntry } from '../../../nodes/AgentsCode/jobs/ledger';
import { runJob } from '../../../nodes/AgentsCode/jobs/runJob';
import { ScriptedApi, type Script } from '../../support/scriptedApi';
import { VirtualClock } from '../../support/virtualClock';

export const KEY = '0:0:digest';
export const job = (word: string, jobId = 'new'): Job => ({ jobId, status: word });

interface Setting {
	script: Script;
	known?: LedgerEntry;
	request?: Partial<JobRequest>;
	options?: Partial<JobRequest['options']>;
	hindrance?: string;
	prepare?: (clock: VirtualClock) => void;
}

/** Runs one item in virtual time and tells what came of it, what was asked, and what is remembered. */
export async function runItem({ script, known, request, options, hindrance, prepare }: Setting) {
	const clock = new VirtualClock(1_000_000);
	prepare?.(clock);
	const api = new ScriptedApi(script);
	const ledger = openLedger({}, () => 'source 1');
	if (known) ledger.record(KEY, known);
	let entryAtStart: LedgerEntry | undefined;
	const { startJob } = api;
	api.startJob = async (...asked) => {
		entryAtStart = ledger.find(KEY);
		return await startJob(...asked);
	};
	const room: JobRoom = {
		...openWaitingRoom(api, clock as unknown as StoppableClock),
		random: () => 0.5,
		ledger,
		hindrance,
	};
	const outcome: ItemOutcome = await clock.run(
		runJob(room, {
			agentId: 'a1',
			body: { input: 'text' },
			ledgerKey: KEY,
			waitForCompletion: true,
			options: {
				timeoutSeconds: 60,
				onTimeout: 'error',
				onFailure: 'error',
				pollIntervalSeconds: 1,
				...options,
			},
			...request,
		}),
	);
	const entry = ledger.find(KEY);
	return { outcome, posts: api.starts.length, looks: api.looks, entry, entryAtStart };
}

export const failureOf = (outcome: ItemOutcome) => (outcome.ok ? undefined : outcome.failure);
