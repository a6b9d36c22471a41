import { randomUUID } from 'node:crypto';

import type { EmulatedAgent } from './agents';
import type { FinalStatus, JobStart, JobStatus } from './behaviour';
import type { Plan } from './playbook';

/** One started run, as the service remembers it. All times are milliseconds of the machine's clock. */
export interface EmulatedJob {
	readonly jobId: string;
	/** The id of its row in the credit history. */
	readonly runId: string;
	readonly agent: EmulatedAgent;
	readonly agentId: string;
	readonly input: unknown;
	readonly contextData?: string;
	/** 1 for the first start since the last reset. */
	readonly nth: number;
	readonly startedAt: number;
	readonly activeAt: number;
	plan: Plan;
	/** When it is due to end; `Infinity` for a job that never does. */
	endsAt: number;
	/** Set once the end has been noticed; equal to `endsAt` from then on. */
	finishedAt?: number;
	/** Number of `GET job` answers given for it. */
	polls: number;
	/** When a client was first told a final state; minus `finishedAt` it is the lateness. */
	firstSeenFinalAt?: number;
}

/** All jobs, and the one place that knows when they end. It sets no timer: it is asked, with the time. */
export class JobBook {
	private readonly byId = new Map<string, EmulatedJob>();
	private readonly running = new Set<EmulatedJob>();
	/** Most jobs started and not ended at one moment. */
	peak = 0;
	/** Changes whenever a job starts or ends; lets readers keep what they worked out. */
	version = 0;

	constructor(private readonly charge: (credits: number) => void) {}

	get all(): EmulatedJob[] {
		return [...this.byId.values()];
	}

	find(jobId: string): EmulatedJob | undefined {
		return this.byId.get(jobId);
	}

	start(
		agent: EmulatedAgent,
		start: JobStart,
		plan: Plan,
		atMs: number,
		nowMs: number,
	): EmulatedJob {
		this.settle(nowMs);
		const job: EmulatedJob = {
			jobId: randomUUID(),
			runId: `run_${randomUUID().slice(0, 13).replace('-', '')}`,
			agent,
			agentId: agent.id,
			input: start.input,
			...(start.contextData === undefined ? {} : { contextData: start.contextData }),
			nth: start.nth,
			startedAt: atMs,
			activeAt: atMs + plan.queuedMs,
			plan,
			endsAt: atMs + plan.durationMs,
			polls: 0,
		};
		this.byId.set(job.jobId, job);
		this.running.add(job);
		this.peak = Math.max(this.peak, this.running.size);
		this.version++;
		return job;
	}

	/** Notices every end up to now; completed jobs are charged. */
	settle(nowMs: number): void {
		for (const job of this.running) {
			if (job.endsAt > nowMs) continue;
			job.finishedAt = job.endsAt;
			this.running.delete(job);
			this.version++;
			if (job.plan.outcome === 'completed') this.charge(job.plan.credits);
		}
	}

	/** Ends a running job now, whatever was planned; one that has ended stays as it is. */
	finish(job: EmulatedJob, outcome: FinalStatus | undefined, nowMs: number): void {
		this.settle(nowMs);
		if (!this.running.has(job)) return;
		job.plan = { ...job.plan, outcome: outcome ?? job.plan.outcome };
		job.endsAt = nowMs;
		this.settle(nowMs);
	}

	runningCount(nowMs: number): number {
		this.settle(nowMs);
		return this.running.size;
	}
}

export function statusAt(job: EmulatedJob, nowMs: number): JobStatus {
	if (nowMs >= job.endsAt) return job.plan.outcome;
	return nowMs < job.activeAt ? 'queued' : 'active';
}

/** How far a job that failed or was cancelled got: to the end of its time, but never to its result. */
const STOPPED_SHORT = 0.99;

/** Elapsed part of the whole duration, 0–1; 1 only for a completed job. */
export function fractionAt(job: EmulatedJob, nowMs: number): number {
	if (nowMs >= job.endsAt) return job.plan.outcome === 'completed' ? 1 : STOPPED_SHORT;
	const whole = job.endsAt - job.startedAt;
	return Number.isFinite(whole) ? Math.max(0, (nowMs - job.startedAt) / whole) : 0;
}
