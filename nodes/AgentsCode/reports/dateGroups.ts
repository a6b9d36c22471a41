import { dayLabel, firstOfMonth, mondayOf, monthLabel, weekLabel } from './calendarDays';
import type { DayNumber } from './calendarDays';
import type { Period } from './period';
import type { Zone } from './zone';

export type DateUnit = 'day' | 'week' | 'month';

interface Unit {
	labelOf(day: DayNumber): string;
	/** The first day of the next day, week or month. */
	next(day: DayNumber): DayNumber;
}

const UNITS: Record<DateUnit, Unit> = {
	day: { labelOf: dayLabel, next: (day) => day + 1 },
	week: { labelOf: weekLabel, next: (day) => mondayOf(day) + 7 },
	month: { labelOf: monthLabel, next: (day) => firstOfMonth(day, 1) },
};

/** More than a year of days; whoever asks for more wants to see when something happened. */
const MAX_DATES = 400;

/** `2026-05-31`, `2026-W22` or `2026-05`: texts that sort as the dates do. */
export function dateLabel(unit: DateUnit, zone: Zone, ms: number): string {
	return UNITS[unit].labelOf(zone.dayAt(ms));
}

/**
 * All days, weeks or months that a period touches, in order. None for a period that touches more
 * than 400 of them: there only those with runs are worth a line.
 */
export function datesIn(unit: DateUnit, zone: Zone, { fromMs, toMs }: Period): string[] {
	if (toMs <= fromMs) return [];
	const { labelOf, next } = UNITS[unit];
	const lastDay = zone.dayAt(toMs - 1);
	const labels: string[] = [];
	for (let day = zone.dayAt(fromMs); day <= lastDay; day = next(day)) {
		if (labels.length === MAX_DATES) return [];
		labels.push(labelOf(day));
	}
	return labels;
}
