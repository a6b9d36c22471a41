import type { AgentsCodeApi } from '../../api/client';
import type { Clock } from '../../api/clock';
import { isPassing } from '../../api/retry';
import type { Result } from '../../api/result';
import type { Job } from '../../api/shapes';
import { toItemOutcome } from '../../jobs/settleJob';
import type { FollowOutcome } from '../../jobs/followJob';
import type { ItemOutcome } from '../../jobs/outcome';
import type { Sample } from '../../jobs/prediction';
import { sampleOf } from '../../jobs/schedule';
import { hasEnded } from '../../jobs/status';
import { ROUND_PATIENCE_MS } from './limits';
import { deadlineOf, type ParkedJob, type SettledItem } from './parcel';

/** How the wait for a job ends with what was seen; undefined when it does not. */
function endOf(job: ParkedJob, seen: Result<Job>, nowMs: number): FollowOutcome | undefined {
	if (seen.ok && hasEnded(seen.value)) {
		return { outcome: 'finished', job: seen.value };
	}
	if (!seen.ok && !isPassing(seen.fault, nowMs - job.startedAtMs)) {
		return { outcome: 'gaveUp', fault: seen.fault };
	}
	if (nowMs < deadlineOf(job)) return undefined;
	return seen.ok
		? { outcome: 'timedOut', job: seen.value }
		: { outcome: 'timedOut', fault: seen.fault };
}

/**
 * The last two looks at a job whose progress moves, and the last one before it began; none of one that
 * stands still, or tells nothing.
 */
function samplesWith(samples: Sample[], seen: Result<Job>, ageMs: number): Sample[] {
	if (!seen.ok) return samples;
	const { status, progress } = seen.value;
	const sample = sampleOf({ status, progress, ageMs });
	if (sample?.percent === 0) return [sample];
	const latest = samples.at(-1);
	if (!sample || sample.percent <= (latest?.percent ?? 0)) return [];
	const beforeBegin = samples.slice(0, -1).filter(({ percent }) => percent === 0);
	return [...beforeBegin, ...(latest ? [latest] : []), sample];
}

/** What one look means for a parked job: its item is settled, or it goes on waiting. */
export function judgeLook(
	job: ParkedJob,
	seen: Result<Job>,
	nowMs: number,
): { settled?: ItemOutcome; waiting?: ParkedJob } {
	const end = endOf(job, seen, nowMs);
	const { agentId, jobId, options } = job;
	const status = seen.ok ? seen.value.status : job.status;
	if (end) return { settled: toItemOutcome({ agentId, jobId, status }, options, end) };
	const samples = samplesWith(job.samples, seen, nowMs - job.startedAtMs);
	return { waiting: { ...job, status, samples } };
}

/** Looks once at each of the jobs. Those that can't be read now are put off to the next round. */
export async function lookAround(
	api: AgentsCodeApi,
	clock: Clock,
	jobs: readonly ParkedJob[],
): Promise<{ settled: SettledItem[]; waiting: ParkedJob[] }> {
	const lookUntil = clock.now() + ROUND_PATIENCE_MS;
	const verdicts = await Promise.all(
		jobs.map(async (job) => {
			const seen = await api.lookAtJob(job.agentId, job.jobId, lookUntil);
			return { itemIndex: job.itemIndex, ...judgeLook(job, seen, clock.now()) };
		}),
	);
	return {
		settled: verdicts.flatMap(({ itemIndex, settled }) =>
			settled ? [{ itemIndex, outcome: settled }] : [],
		),
		waiting: verdicts.flatMap(({ waiting }) => waiting ?? []),
	};
}
