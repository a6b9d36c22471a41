import { dayNumberOf, type DayNumber } from './calendarDays';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** No zone's midnight is further from that of UTC: offsets lie between -12 and +14 hours. */
const MIDNIGHT_REACH_MS = 36 * HOUR_MS;

/** A place's clock and calendar, daylight-saving changes included. */
export interface Zone {
	/** IANA name, such as `Europe/Berlin`. */
	readonly name: string;
	/** The calendar day that an instant (epoch milliseconds) falls on. */
	dayAt(ms: number): DayNumber;
	/** The first instant of a calendar day, in epoch milliseconds; not always 00:00 on the clock. */
	startOfDay(day: DayNumber): number;
	/** An instant as ISO 8601 text with the place's offset, such as `2026-05-31T08:00:00.000+02:00`. */
	isoAt(ms: number): string;
}

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, number>>;

function partsReader(timeZone: string): (ms: number) => Parts {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		calendar: 'gregory',
		numberingSystem: 'latn',
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	return (ms) =>
		Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
}

function twoDigits(value: number): string {
	return String(Math.floor(value)).padStart(2, '0');
}

function offsetText(offsetMs: number): string {
	const minutes = Math.abs(Math.round(offsetMs / MINUTE_MS));
	return `${offsetMs < 0 ? '-' : '+'}${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`;
}

/**
 * A time zone, read from the platform's own tables.
 *
 * @throws RangeError when the platform does not know the name
 */
export function openZone(name: string): Zone {
	const partsAt = partsReader(name);

	const dayAt = (ms: number): DayNumber => {
		const { year = 0, month = 0, day = 0 } = partsAt(ms);
		return dayNumberOf(year, month - 1, day);
	};

	// Days only ever go forward, so the first instant can be searched for: right also where a
	// midnight is skipped or comes twice.
	const startOfDay = (day: DayNumber): number => {
		let before = (day * DAY_MS - MIDNIGHT_REACH_MS) / SECOND_MS;
		let within = (day * DAY_MS + MIDNIGHT_REACH_MS) / SECOND_MS;
		while (within - before > 1) {
			const middle = Math.floor((before + within) / 2);
			if (dayAt(middle * SECOND_MS) < day) before = middle;
			else within = middle;
		}
		return within * SECOND_MS;
	};

	const isoAt = (ms: number): string => {
		const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = partsAt(ms);
		const clockMs = (hour * 60 + minute) * MINUTE_MS + second * SECOND_MS;
		const fractionMs = ((ms % SECOND_MS) + SECOND_MS) % SECOND_MS;
		const localMs = dayNumberOf(year, month - 1, day) * DAY_MS + clockMs + fractionMs;
		return new Date(localMs).toISOString().replace('Z', offsetText(localMs - ms));
	};

	return { name, dayAt, startOfDay, isoAt };
}
