import type { Fleet } from '../../nodes/AgentsCode/jobs/fleet';
import { createSchedule } from '../../nodes/AgentsCode/jobs/schedule';
import { waitFor } from '../../nodes/AgentsCode/jobs/waiter';

/** A job in simulated time. Ages are milliseconds since the service accepted it. */
export interface SimulatedJob {
	endsAtMs: number;
	/** What the service reports at this age while the job is not finished. */
	progressAt(ageMs: number): unknown;
}

export interface SimulatedWait {
	looks: number;
	/** How long after the job's end its result was in hand. */
	latenessMs: number;
	finished: boolean;
}

export interface Pace {
	firstDelayMs(): number;
	nextDelayMs(look: { ageMs: number; progress?: unknown }): number;
}

export function adaptivePace(random: () => number, fleet?: Fleet): Pace {
	return createSchedule({ random, fleet });
}

/** The hand-built loop: the same pause before every look. */
export function fixedPace(intervalMs: number): Pace {
	return { firstDelayMs: () => intervalMs, nextDelayMs: () => intervalMs };
}

export interface Latency {
	/** Milliseconds a request takes one way. */
	oneWayMs(): number;
}

/** Waits for one job in simulated time, through the waiter that the node itself uses. */
export async function simulateWait(
	job: SimulatedJob,
	pace: Pace,
	latency: Latency,
	deadlineAt = Infinity,
): Promise<SimulatedWait> {
	let nowMs = 0;
	const clock = {
		aborted: false,
		now: () => nowMs,
		sleep: async (ms: number) => {
			nowMs += ms;
		},
	};
	// The start request took some time each way: the job is that much older than its client thinks.
	const clientStartedAt = latency.oneWayMs();

	const result = await waitFor({
		clock,
		deadlineAt,
		firstDelayMs: pace.firstDelayMs(),
		look: async () => {
			nowMs += latency.oneWayMs();
			const serverAgeMs = nowMs + clientStartedAt;
			const seen =
				serverAgeMs >= job.endsAtMs
					? { done: true }
					: { done: false, progress: job.progressAt(serverAgeMs) };
			nowMs += latency.oneWayMs();
			return seen;
		},
		acceptors: [{ verdict: 'success', matches: (seen) => seen.done }],
		nextDelayMs: (seen) => pace.nextDelayMs({ ageMs: nowMs, progress: seen.progress }),
	});
	return {
		looks: result.looks,
		latenessMs: nowMs + clientStartedAt - job.endsAtMs,
		finished: result.outcome === 'succeeded',
	};
}
