const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';
const SHORT_DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const LONG_DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';

/** The three forms of an HTTP-date that RFC 9110, section 5.6.7, has a recipient accept. */
const DATE_FORMS = [
	new RegExp(`^${SHORT_DAY}, (?<day>\\d{2}) ${MONTH} (?<year>\\d{4}) ${TIME} GMT$`),
	new RegExp(`^${LONG_DAY}, (?<day>\\d{2})-${MONTH}-(?<year>\\d{2}) ${TIME} GMT$`),
	new RegExp(`^${SHORT_DAY} ${MONTH} (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`),
];

const SECONDS = /^-?\d+(?:\.\d+)?$/;

/** A two-digit year that would lie more than 50 years ahead means the century before (RFC 9110). */
function fullYear(year: string, nowMs: number): number {
	if (year.length === 4) return Number(year);
	const thisYear = new Date(nowMs).getUTCFullYear();
	const sameCentury = thisYear - (thisYear % 100) + Number(year);
	return sameCentury > thisYear + 50 ? sameCentury - 100 : sameCentury;
}

/** Date.UTC rolls "31 Feb" and "25:00" over into something else; such dates are refused here. */
function toEpochMs(parts: Record<string, string>, nowMs: number): number | undefined {
	const [day, hour, minute, second] = [parts.day, parts.hour, parts.minute, parts.second].map(
		Number,
	);
	if (hour > 23 || minute > 59 || second > 60) return undefined;
	const beforeLeapSecond = Math.min(second, 59);
	const month = MONTHS.indexOf(parts.month);
	const year = fullYear(parts.year, nowMs);
	const at = new Date(Date.UTC(year, month, day, hour, minute, beforeLeapSecond));
	return at.getUTCDate() === day ? at.getTime() : undefined;
}

function parseHttpDate(text: string, nowMs: number): number | undefined {
	for (const form of DATE_FORMS) {
		const parts = form.exec(text)?.groups;
		if (parts) return toEpochMs(parts, nowMs);
	}
	return undefined;
}

/**
 * How long a service asks to be left alone, from its `Retry-After` header (RFC 9110, section
 * 10.2.3): whole seconds (decimals are tolerated) or an HTTP-date. Nothing else is guessed at.
 *
 * @param header the header as it came; of several, the first counts
 * @param nowMs epoch milliseconds
 * @param dateHeader the `Date` header of the same answer: a date is meant by the service's clock,
 *   which may disagree with ours
 * @returns milliseconds from now, 0 for what is past or negative, undefined for what is missing or
 *   unreadable; absurdly long waits are the caller's to bound
 */
export function parseRetryAfter(
	header: string | string[] | undefined,
	nowMs: number,
	dateHeader?: string,
): number | undefined {
	const text = (Array.isArray(header) ? header[0] : header)?.trim();
	if (!text) return undefined;
	if (SECONDS.test(text)) {
		return Math.min(Math.max(0, Math.round(Number(text) * 1000)), Number.MAX_SAFE_INTEGER);
	}
	const untilMs = parseHttpDate(text, nowMs);
	if (untilMs === undefined) return undefined;
	const referenceMs = parseHttpDate(dateHeader?.trim() ?? '', nowMs) ?? nowMs;
	return Math.max(0, untilMs - referenceMs);
}
