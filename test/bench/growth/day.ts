import { pollHistory } from '../../../nodes/AgentsCode/trigger/history/pollHistory';
import type { TriggerState } from '../../../nodes/AgentsCode/trigger/history/state';
import { createRandom } from '../../support/random';
import { SimulatedService } from './simulatedService';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Where a day begins; any would do. */
const MIDNIGHT_MS = Date.UTC(2026, 4, 1);
/** Long enough for the last jobs to end and to be reported. */
const AFTERWARDS_MS = 60 * MINUTE_MS;
const MEAN_JOB_MS = 2 * MINUTE_MS;
/** Every so many jobs one runs for half an hour. */
const LONG_EVERY = 50;
const LONG_MS = 30 * MINUTE_MS;

export interface Day {
	jobs: number;
	/** Finished runs that the history holds before. */
	rowsBefore: number;
	/** Whether the history lists runs that have not ended. */
	listsUnfinished: boolean;
	/** The same seed, the same day. */
	seed?: number;
}

export interface DayFigures {
	/** Polls of the day. */
	polls: number;
	/** Requests of the day: pages of the history, and looks at single jobs. */
	requests: number;
	/** The most requests of one poll. */
	mostRequests: number;
	/** Jobs of the day that were reported, each once. */
	reported: number;
	/** The largest state that n8n would have had to store, in bytes of JSON. */
	largestStateBytes: number;
}

interface Start {
	atMs: number;
	durationMs: number;
}

/** Jobs at random times of the day, for random times, in order of their starts. */
function startsOf({ jobs, seed = 1 }: Day): Start[] {
	const random = createRandom(jobs + seed);
	const starts = Array.from({ length: jobs }, (_, index) => ({
		atMs: MIDNIGHT_MS + DAY_MS * random(),
		durationMs: index % LONG_EVERY === 0 ? LONG_MS : -MEAN_JOB_MS * Math.log(1 - random()),
	}));
	return starts.sort((a, b) => a.atMs - b.atMs);
}

/** The trigger as n8n polls it, held to reporting each started job exactly once. */
class Poller {
	largestStateBytes = 0;
	reported = 0;
	private state: TriggerState | undefined;
	private readonly awaited = new Set<string>();

	constructor(private readonly service: SimulatedService) {}

	start(durationMs: number): void {
		this.awaited.add(this.service.start(durationMs));
	}

	/** @returns the requests it took */
	async poll(): Promise<number> {
		const { service } = this;
		const before = service.requests;
		const rule = {
			lookBackMs: 60 * MINUTE_MS,
			scope: '1',
			deadlineAt: Infinity,
			maxRuns: 1000,
		};
		const outcome = await pollHistory(this.state, service, service, rule);
		if (!outcome.ok) throw new Error(outcome.fault.message);
		for (const { run } of outcome.value.finished) this.note(run.jobId);
		const stored = JSON.stringify(outcome.value.settle());
		this.state = JSON.parse(stored) as TriggerState;
		this.largestStateBytes = Math.max(this.largestStateBytes, stored.length);
		return service.requests - before;
	}

	checkNoneIsMissing(): void {
		if (this.awaited.size > 0) throw new Error(`${this.awaited.size} jobs were never reported`);
	}

	private note(jobId = ''): void {
		if (!this.awaited.delete(jobId)) throw new Error(`The job ${jobId} was reported twice`);
		this.reported++;
	}
}

/**
 * A day of the trigger, polling once a minute, in simulated time.
 *
 * @throws Error when a job is not reported exactly once
 */
export async function simulateDay(day: Day): Promise<DayFigures> {
	const { rowsBefore, listsUnfinished: listUnfinished } = day;
	const service = new SimulatedService(MIDNIGHT_MS, rowsBefore, { listUnfinished });
	const poller = new Poller(service);
	const requests: number[] = [];
	await poller.poll();
	const starts = startsOf(day);
	const endMs = MIDNIGHT_MS + DAY_MS;
	for (let atMs = MIDNIGHT_MS + MINUTE_MS; atMs <= endMs + AFTERWARDS_MS; atMs += MINUTE_MS) {
		while (starts.length > 0 && starts[0].atMs <= atMs) {
			service.nowMs = starts[0].atMs;
			poller.start(starts[0].durationMs);
			starts.shift();
		}
		service.nowMs = atMs;
		const taken = await poller.poll();
		if (atMs <= endMs) requests.push(taken);
	}
	poller.checkNoneIsMissing();
	return {
		polls: requests.length,
		requests: requests.reduce((sum, each) => sum + each, 0),
		mostRequests: Math.max(...requests),
		reported: poller.reported,
		largestStateBytes: poller.largestStateBytes,
	};
}
