import { clamp } from '../../api/clamp';
import { workedMs } from '../../jobs/aim';
import { predictEnd } from '../../jobs/prediction';
import { WORTH_PARKING_MS } from './limits';
import { deadlineOf, type ParkedJob } from './parcel';

/** Without progress the pause grows with the job's age, which bounds how late its end is noticed. */
const BLIND_SHARE = 0.05;
const BLIND_MAX_MS = 300_000;

/** A little after the predicted end beats a little before it, which costs another round. */
const MARGIN = { shareOfRemaining: 0.02, ms: 1000 };

/** How far ahead a job's end is predicted; negative when that has passed, undefined when nothing is known. */
function aheadMs({ samples }: ParkedJob, ageMs: number): number | undefined {
	const hasBegun = (samples.at(-1)?.percent ?? 0) > 0;
	return hasBegun ? predictEnd(samples).endMs - ageMs : undefined;
}

/** Whether all jobs should end before a parked execution could be woken. */
export function endSoon(jobs: readonly ParkedJob[], nowMs: number): boolean {
	return jobs.every((job) => {
		const remainingMs = aheadMs(job, nowMs - job.startedAtMs);
		return remainingMs !== undefined && remainingMs <= WORTH_PARKING_MS;
	});
}

function wantedDelayMs(job: ParkedJob, ageMs: number): number {
	const fixedMs = job.options.pollIntervalSeconds * 1000;
	if (fixedMs > 0) return Math.max(fixedMs, WORTH_PARKING_MS);
	const remainingMs = aheadMs(job, ageMs) ?? 0;
	if (remainingMs <= 0) return clamp(ageMs * BLIND_SHARE, WORTH_PARKING_MS, BLIND_MAX_MS);
	const aimMs = remainingMs * (1 + MARGIN.shareOfRemaining) + MARGIN.ms;
	// Progress may jump: what it promises is not trusted further ahead than the job has worked.
	return clamp(aimMs, WORTH_PARKING_MS, Math.max(workedMs(job.samples), WORTH_PARKING_MS));
}

/**
 * When to look at the parked jobs again, all at once: at the first moment that suits one of them, and
 * at each one's deadline.
 *
 * @param jobs at least one
 * @returns epoch milliseconds
 */
export function nextLookAt(jobs: readonly ParkedJob[], nowMs: number): number {
	const wanted = jobs.map((job) => {
		const lookAt = nowMs + wantedDelayMs(job, nowMs - job.startedAtMs);
		return Math.min(lookAt, Math.max(nowMs, deadlineOf(job)));
	});
	return Math.min(...wanted);
}
