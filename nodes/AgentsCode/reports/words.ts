import { dayLabel } from './calendarDays';
import type { Figures } from './figures';
import type { GroupBy } from './groups';
import type { Period } from './period';
import type { Zone } from './zone';

const NUMBER = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const SHORT_NUMBER = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** What stands where there is nothing to tell. */
export const NOTHING = '–';

export const TITLE = 'AgentsCode usage report';

const GROUP_HEADS: Record<GroupBy, string> = {
	agent: 'Agent',
	day: 'Day',
	week: 'Week',
	month: 'Month',
	status: 'Status',
	none: 'Group',
};

export function groupHead(groupBy: GroupBy): string {
	return GROUP_HEADS[groupBy];
}

export function numberWords(value: number): string {
	return NUMBER.format(value);
}

/** `1 run`, `2 runs` */
export function countWords(count: number, noun: string): string {
	return `${numberWords(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function rateWords(rate: number | null): string {
	if (rate === null) return NOTHING;
	// One failed run among ten thousand is not "100%".
	return `${SHORT_NUMBER.format(rate === 1 ? 100 : Math.min(rate * 100, 99.9))}%`;
}

/** With at most one digit after the point; a little is not nothing. */
export function roughWords(value: number): string {
	return value > 0 && value < 0.05 ? 'less than 0.1' : SHORT_NUMBER.format(value);
}

/** `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min` */
export function durationWords(seconds: number | null): string {
	if (seconds === null) return NOTHING;
	if (seconds < 59.95) return `${SHORT_NUMBER.format(seconds)} s`;
	const whole = Math.round(seconds);
	if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
	const minutes = Math.round(whole / 60);
	return `${NUMBER.format(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** `less than a day`, `about 2.5 days`, `about 13 days` */
export function daysLeftWords(days: number): string {
	if (days < 1) return 'less than a day';
	if (days > 3650) return 'more than ten years';
	return `about ${countWords(days < 10 ? days : Math.round(days), 'day')}`;
}

/** Parts in words, those that are zero left out: `11 completed, 1 failed`. */
export function outcomeWords({ completed, failed, cancelled, unfinished }: Figures): string {
	const parts = Object.entries({ completed, failed, cancelled, unfinished });
	const told = parts.filter(([, count]) => count > 0);
	return told.map(([word, count]) => `${numberWords(count)} ${word}`).join(', ');
}

function minuteWords(ms: number, zone: Zone): string {
	return zone.isoAt(ms).slice(0, 16).replace('T', ' ');
}

/** Whole days by their dates: `2026-05-25 to 2026-05-31 14:30 (Europe/Berlin)`, `2026-05-31 (UTC)`. */
export function periodWords({ fromMs, toMs }: Period, zone: Zone): string {
	const isMidnight = (ms: number) => zone.startOfDay(zone.dayAt(ms)) === ms;
	const from = isMidnight(fromMs) ? dayLabel(zone.dayAt(fromMs)) : minuteWords(fromMs, zone);
	const to = isMidnight(toMs) ? dayLabel(zone.dayAt(toMs - 1)) : minuteWords(toMs, zone);
	return `${from === to ? from : `${from} to ${to}`} (${zone.name})`;
}

/** Words that stay on one line. */
export function unbroken(text: string): string {
	return text.replaceAll(' ', '\u00a0');
}

/** What joins letters, and emoji to one, or keeps letters apart; it turns no reading direction. */
const JOINERS = '\u200c\u200d';
const UNSEEN = new RegExp(`(?![${JOINERS}])[\\p{Cf}\\p{Cs}]`, 'gu');

/** Without characters that no line can show, or that would turn its reading direction. */
export function visible(text: string): string {
	return text
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		.replace(UNSEEN, '')
		.trim();
}
