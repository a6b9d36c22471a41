import type { UsageReport } from './usageReport';

const DAY_MS = 86_400_000;

type Used = Pick<UsageReport, 'totals' | 'period'>;

/**
 * How fast credits were used.
 *
 * @param nowMs epoch milliseconds; of a period that goes on, only the past part counts
 * @returns credits per day; null when nothing was used, or the period has not begun
 */
export function creditsPerDay({ totals, period }: Used, nowMs: number): number | null {
	const days = (Math.min(period.toMs, nowMs) - period.fromMs) / DAY_MS;
	return totals.creditsUsed > 0 && days > 0 ? totals.creditsUsed / days : null;
}

/**
 * How many days credits last if they are used as fast as in the report's period.
 *
 * @param available credits
 * @param nowMs epoch milliseconds
 * @returns days, one digit after the point; null when nothing was used
 */
export function daysLeft(used: Used, available: number, nowMs: number): number | null {
	const perDay = creditsPerDay(used, nowMs);
	return perDay === null ? null : Math.max(0, Math.round((available / perDay) * 10) / 10);
}
