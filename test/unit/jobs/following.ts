import type { AgentsCodeApi } from '../../../nodes/AgentsCode/api/client';
import { success, type Result } from '../../../nodes/AgentsCode/api/result';
import type { Job } from '../../../nodes/AgentsCode/api/shapes';
import { followJob, type FollowOptions } from '../../../nodes/AgentsCode/jobs/followJob';
import { VirtualClock } from '../../support/virtualClock';

export const job = (status: string, progress?: number): Result<Job> =>
	success({ jobId: 'j', status, progress });

/** Follows a job in virtual time; `see` says what each look brings. */
export function follow(
	see: (atMs: number, look: number) => Result<Job>,
	options: Partial<FollowOptions> = {},
) {
	const clock = new VirtualClock();
	const lookedAt: number[] = [];
	const api = {
		lookAtJob: async () => {
			lookedAt.push(clock.now());
			return see(clock.now(), lookedAt.length);
		},
	} as unknown as AgentsCodeApi;
	const end = clock.run(
		followJob(
			api,
			{ agentId: 'a', jobId: 'j' },
			{
				clock,
				random: () => 0.5,
				startedAtMs: 0,
				lookAtOnce: false,
				deadlineAt: 600_000,
				...options,
			},
		),
	);
	return { clock, lookedAt, end };
}
