import type { AgentsCodeApi } from '../api/client';
import type { Clock } from '../api/clock';
import { askedPauseMs, backOffMs, isPassing } from '../api/retry';
import { answeredAt, type Fault, type Result } from '../api/result';
import type { Job } from '../api/shapes';
import { MIN_DELAY_MS } from './delayBounds';
import type { Fleet } from './fleet';
import type { JobRef } from './itemFailure';
import { createSchedule, type Schedule } from './schedule';
import { hasEnded } from './status';
import { waitFor, type Acceptor, type WaitOutcome } from './waiter';

export interface FollowOptions {
	/** Epoch milliseconds; mandatory, so that no wait is endless. */
	deadlineAt: number;
	/** Epoch milliseconds of the start, as well as it is known. */
	startedAtMs: number;
	/** For a job whose start is not known: it may have ended long ago. */
	lookAtOnce: boolean;
	/** A fixed interval; adaptive when undefined. */
	pollIntervalMs?: number;
	/** What other jobs of the same agent show in this execution. */
	fleet?: Fleet;
	/** Told of every state that is seen, and of the job's age at that, in milliseconds. */
	onSeen?: (job: Job, ageMs: number) => void;
	clock: Clock;
	random: () => number;
}

export type FollowOutcome =
	| { outcome: 'finished'; job: Job }
	/** `fault` is what the last look brought, if it brought no job. */
	| { outcome: 'timedOut'; job?: Job; fault?: Fault }
	| { outcome: 'aborted'; job?: Job }
	/** A fault that waiting does not mend. */
	| { outcome: 'gaveUp'; fault: Fault; job?: Job };

/** What the last successful look showed, and how many looks since then brought a fault. */
interface Sighting {
	job?: Job;
	faultsInARow: number;
}

function acceptors(options: FollowOptions): Array<Acceptor<Result<Job>>> {
	const { clock, startedAtMs } = options;
	return [
		{ verdict: 'success', matches: (seen) => seen.ok && hasEnded(seen.value) },
		{
			verdict: 'failure',
			matches: (seen) => !seen.ok && !isPassing(seen.fault, clock.now() - startedAtMs),
		},
	];
}

function toOutcome(end: WaitOutcome<Result<Job>>, job?: Job): FollowOutcome {
	if (end.outcome === 'succeeded' && job) return { outcome: 'finished', job };
	if (end.outcome === 'failed' && !end.last.ok) {
		return { outcome: 'gaveUp', fault: end.last.fault, job };
	}
	if (end.outcome !== 'timedOut') return { outcome: 'aborted', job };
	return { outcome: 'timedOut', job, fault: end.last.ok ? undefined : end.last.fault };
}

/** From now to the next look. What an answer tells is of the moment at which it was made. */
function delayAfter(
	schedule: Schedule,
	seen: Extract<Result<Job>, { ok: true }>,
	{ startedAtMs, clock }: FollowOptions,
): number {
	const { progress, status } = seen.value;
	const madeAtMs = answeredAt(seen, clock.now());
	const delayMs = schedule.nextDelayMs({ ageMs: madeAtMs - startedAtMs, progress, status });
	return Math.max(MIN_DELAY_MS, madeAtMs + delayMs - clock.now());
}

/**
 * Looks at a started job until it ends, the deadline passes, the execution is stopped, or a fault
 * says that waiting is of no use. Passing faults are bridged with a growing pause, or the one that the
 * service asks for, but for a last look at the deadline.
 *
 * @returns the outcome, always with the last state that was seen
 */
export async function followJob(
	api: AgentsCodeApi,
	ref: JobRef,
	options: FollowOptions,
): Promise<FollowOutcome> {
	const { clock, deadlineAt, startedAtMs, random } = options;
	const schedule = createSchedule({
		random,
		pollIntervalMs: options.pollIntervalMs,
		fleet: options.fleet,
	});
	const sighting: Sighting = { faultsInARow: 0 };

	const look = async () => {
		const seen = await api.lookAtJob(ref.agentId, ref.jobId, deadlineAt);
		if (seen.ok) {
			sighting.job = seen.value;
			options.onSeen?.(seen.value, answeredAt(seen, clock.now()) - startedAtMs);
		}
		sighting.faultsInARow = seen.ok ? 0 : sighting.faultsInARow + 1;
		return seen;
	};
	const nextDelayMs = (seen: Result<Job>) => {
		if (!seen.ok) {
			return Math.max(backOffMs(sighting.faultsInARow, random()), askedPauseMs(seen.fault));
		}
		return delayAfter(schedule, seen, options);
	};

	const end = await waitFor({
		look,
		acceptors: acceptors(options),
		firstDelayMs: options.lookAtOnce ? 0 : schedule.firstDelayMs(clock.now() - startedAtMs),
		nextDelayMs,
		respiteMs: () => schedule.respiteMs(clock.now() - startedAtMs),
		deadlineAt,
		clock,
	});
	return toOutcome(end, sighting.job);
}
