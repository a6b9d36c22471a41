import type { INodeParameters } from 'n8n-workflow';
import { EAGER, EVENT_SCHEDULER, openStage } from './stage';

export const job = (operation: 'get' | 'wait', more: INodeParameters = {}): INodeParameters => ({
	resource: 'job',
	operation,
	agentId: EVENT_SCHEDULER,
	jobId: '={{ $json.jobId }}',
	...(operation === 'wait' ? { options: EAGER } : {}),
	...more,
});

/** A stage with jobs that another client, or an earlier execution, has started. */
export function openJobs() {
	const stage = openStage({ jobs: { durationMs: 150 } });
	const { emulator, run } = stage;

	function started(input: object = {}) {
		const { jobId } = emulator.startJob('event-scheduler', input);
		return { jobId };
	}

	function ended(outcome: 'completed' | 'failed' | 'cancelled') {
		emulator.behaviour.jobs.outcome = outcome;
		const startedAtMs = Date.now() - 60_000;
		const { jobId } = emulator.startJob('event-scheduler', {}, { startedAtMs });
		return { jobId };
	}

	return { emulator, run, started, ended };
}
