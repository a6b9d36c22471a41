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

/** `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min` */
export function durationWords(seconds: number | null): string {
	if (seconds === null) return NOTHING;
	if (seconds < 59.95) return `${SHORT_NUMBER.format(seconds)} s`;
	const whole = Math.round(seconds);
	if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
	const minutes = Math.round(whole / 60);
	return `${NUMBER.format(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** How long the credits last, as the end of "The credits last …". */
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

/** `2026-05-25 00:00 to 2026-05-31 14:30 (Europe/Berlin)` */
export function periodWords({ fromMs, toMs }: Period, zone: Zone): string {
	const minute = (ms: number) => zone.isoAt(ms).slice(0, 16).replace('T', ' ');
	return `${minute(fromMs)} to ${minute(toMs)} (${zone.name})`;
}

/** Without characters that no line can show, or that would turn its reading direction. */
export function visible(text: string): string {
	return text
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		.replace(/[\p{Cf}\p{Cs}]/gu, '')
		.trim();
}
