/** A day of the calendar, as the number of days since 1970-01-01. It knows neither clock nor zone. */
export type DayNumber = number;

const DAY_MS = 86_400_000;
const JANUARY = 0;

/** @param monthIndex 0 for January; what exceeds a year or a month goes on into the next */
export function dayNumberOf(year: number, monthIndex: number, dayOfMonth: number): DayNumber {
	// `Date.UTC` would take the years 0–99 for those of the last century.
	return new Date(0).setUTCFullYear(year, monthIndex, dayOfMonth) / DAY_MS;
}

function partsOf(day: DayNumber): { year: number; monthIndex: number } {
	const date = new Date(day * DAY_MS);
	return { year: date.getUTCFullYear(), monthIndex: date.getUTCMonth() };
}

/** `2026-05-31` */
export function dayLabel(day: DayNumber): string {
	return new Date(day * DAY_MS).toISOString().replace(/T.*$/, '');
}

/** `2026-05` */
export function monthLabel(day: DayNumber): string {
	return dayLabel(day).replace(/-\d\d$/, '');
}

/** ISO 8601: a week begins on Monday. */
export function mondayOf(day: DayNumber): DayNumber {
	const daysSinceMonday = (((day + 3) % 7) + 7) % 7;
	return day - daysSinceMonday;
}

/** ISO 8601: a week belongs to the year of its Thursday, so a year has 52 or 53; `2026-W53`. */
export function weekLabel(day: DayNumber): string {
	const thursday = mondayOf(day) + 3;
	const { year } = partsOf(thursday);
	const week = Math.floor((thursday - dayNumberOf(year, JANUARY, 1)) / 7) + 1;
	return `${year}-W${String(week).padStart(2, '0')}`;
}

/** @param shift months to go on; -1 for the month before */
export function firstOfMonth(day: DayNumber, shift = 0): DayNumber {
	const { year, monthIndex } = partsOf(day);
	return dayNumberOf(year, monthIndex + shift, 1);
}
