import type { UsageReport } from './usageReport';

const DAY_MS = 86_400_000;

/**
 * How many days the available credits last if they are used as fast as in the report's period.
 *
 * @param available credits
 * @param nowMs epoch milliseconds; of a period that goes on, only the past part counts
 * @returns days, one digit after the point; null when nothing was used
 */
export function daysLeft(
	{ totals, period }: Pick<UsageReport, 'totals' | 'period'>,
	available: number,
	nowMs: number,
): number | null {
	const days = (Math.min(period.toMs, nowMs) - period.fromMs) / DAY_MS;
	if (totals.creditsUsed <= 0 || days <= 0) return null;
	const creditsPerDay = totals.creditsUsed / days;
	return Math.max(0, Math.round((available / creditsPerDay) * 10) / 10);
}
