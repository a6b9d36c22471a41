import { firstOfMonth, type DayNumber } from './calendarDays';
import type { Zone } from './zone';

/** A stretch of time, in epoch milliseconds: from its first instant up to, and without, its last. */
export interface Period {
	fromMs: number;
	toMs: number;
}

/** The periods that need no dates; each is made of whole days of the zone, or ends now. */
export type NamedPeriod = 'last7Days' | 'last30Days' | 'thisMonth' | 'lastMonth';

function firstDayOf(period: NamedPeriod, today: DayNumber): DayNumber {
	switch (period) {
		case 'last7Days':
			return today - 6;
		case 'last30Days':
			return today - 29;
		case 'thisMonth':
			return firstOfMonth(today);
		case 'lastMonth':
			return firstOfMonth(today, -1);
	}
}

/**
 * What a named period means at a moment: the last 7 (30) days are today and the 6 (29) days before,
 * a month begins on its first day. All but the last month end now.
 *
 * @param nowMs epoch milliseconds
 */
export function periodAt(period: NamedPeriod, zone: Zone, nowMs: number): Period {
	const today = zone.dayAt(nowMs);
	const toMs = period === 'lastMonth' ? zone.startOfDay(firstOfMonth(today)) : nowMs;
	return { fromMs: zone.startOfDay(firstDayOf(period, today)), toMs };
}

/** @param ms epoch milliseconds; NaN, the date of a run that has none, lies in no period */
export function liesIn({ fromMs, toMs }: Period, ms: number): boolean {
	return ms >= fromMs && ms < toMs;
}
