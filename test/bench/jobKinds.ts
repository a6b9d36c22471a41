import type { SimulatedJob } from './simulate';

/** How a simulated job reports its progress, given its length and how long it is queued first. */
export type JobKind = (lengthMs: number, queuedMs?: number) => SimulatedJob;

function jobWith(report: (fraction: number) => unknown): JobKind {
	return (lengthMs, queuedMs = 0) => ({
		endsAtMs: queuedMs + lengthMs,
		progressAt: (ageMs) => report(Math.max(0, ageMs - queuedMs) / lengthMs),
	});
}

export const cutToWhole = jobWith((fraction) => Math.floor(100 * fraction));
export const rounded = jobWith((fraction) => Math.round(100 * fraction));
export const exact = jobWith((fraction) => 100 * fraction);
export const stuckAtZero = jobWith(() => 0);
export const stuckHalfway = jobWith((fraction) => Math.min(50, Math.floor(100 * fraction)));
export const speedingUp = jobWith((fraction) => Math.floor(100 * fraction ** 2));
export const slowingDown = jobWith((fraction) => Math.floor(100 * Math.sqrt(fraction)));
export const inSteps = jobWith((fraction) => (fraction < 0.1 ? 10 : fraction < 0.5 ? 50 : 90));
export const silent = jobWith(() => undefined);
