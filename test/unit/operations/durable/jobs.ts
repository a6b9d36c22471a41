import type { ParkedJob } from '../../../../nodes/AgentsCode/operations/durable/parcel';
import type { WaitOptions } from '../../../../nodes/AgentsCode/jobs/jobRoom';

export const OPTIONS: WaitOptions = {
	timeoutSeconds: 6 * 3600,
	onTimeout: 'error',
	onFailure: 'error',
	pollIntervalSeconds: 0,
};

/** A job of the first item, started at 0. */
export function parkedJob(
	change: Partial<ParkedJob> = {},
	options: Partial<WaitOptions> = {},
): ParkedJob {
	return {
		itemIndex: 0,
		agentId: 'a1',
		jobId: 'j1',
		status: 'active',
		startedAtMs: 0,
		samples: [],
		options: { ...OPTIONS, ...options },
		...change,
	};
}
