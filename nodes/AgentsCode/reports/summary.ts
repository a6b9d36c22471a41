import type { Balance } from '../api/shapes';
import { creditsPerDay, daysLeft } from './outlook';
import type { UsageReport } from './usageReport';
import { countWords, daysLeftWords } from './words';
import type { Zone } from './zone';

/** All that a written report tells. */
export interface ReportContent {
	report: UsageReport;
	balance: Balance;
	/** Null when nothing was used. */
	creditsPerDay: number | null;
	/** Days that the credits last at the rate of the period; null when nothing was used. */
	daysLeft: number | null;
	zone: Zone;
}

/** @param nowMs epoch milliseconds */
export function contentOf(
	report: UsageReport,
	balance: Balance,
	zone: Zone,
	nowMs: number,
): ReportContent {
	return {
		report,
		balance,
		zone,
		creditsPerDay: creditsPerDay(report, nowMs),
		daysLeft: daysLeft(report, balance.available, nowMs),
	};
}

/** What is left, and for how long, in a sentence or two. */
export function balanceWords({ balance, daysLeft: days }: ReportContent): string {
	const available = `${countWords(balance.available, 'credit')} available.`;
	// Nothing lasts no time: that need not be said.
	if (days === null || balance.available <= 0) return available;
	return `${available} At this rate they last ${daysLeftWords(days)}.`;
}

/** What the reader should know about rows that are not in the report; empty if there are none. */
export function undatedWords({ undatedRuns }: UsageReport): string {
	if (undatedRuns === 0) return '';
	return `${countWords(undatedRuns, 'run')} without a date could not be assigned to a period.`;
}
