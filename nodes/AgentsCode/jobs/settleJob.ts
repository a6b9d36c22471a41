import type { Job } from '../api/shapes';
import type { FollowOutcome } from './followJob';
import { jobFailed, jobLeftRunning, jobTimedOut, jobUnreadable, type JobRef } from './itemFailure';
import type { WaitOptions } from './jobRoom';
import { delivered, undelivered, type ItemOutcome } from './outcome';
import { readStatus } from './status';

/** A job that has ended, as the item's options want it: delivered, or told as a failure. */
export function settleFinished(agentId: string, job: Job, options: WaitOptions): ItemOutcome {
	const isWanted = readStatus(job.status) === 'completed' || options.onFailure === 'returnJob';
	return isWanted ? delivered(agentId, job) : undelivered(jobFailed(agentId, job));
}

/** What the end of a wait means for the item, by its options. */
export function toItemOutcome(ref: JobRef, options: WaitOptions, end: FollowOutcome): ItemOutcome {
	const seen: JobRef = { ...ref, status: end.job?.status ?? ref.status };
	switch (end.outcome) {
		case 'finished':
			return settleFinished(ref.agentId, end.job, options);
		case 'timedOut': {
			const lastSeen: Job = end.job ?? { jobId: ref.jobId, status: ref.status ?? 'unknown' };
			return options.onTimeout === 'returnJob'
				? delivered(ref.agentId, lastSeen)
				: undelivered(jobTimedOut(seen, options.timeoutSeconds, end.fault));
		}
		case 'gaveUp':
			return undelivered(jobUnreadable(seen, end.fault));
		case 'aborted':
			return undelivered(jobLeftRunning(seen));
	}
}
