import { tryToParseDateTime, type IExecuteFunctions } from 'n8n-workflow';
import { attempt } from './nodeErrors';
import { refuse } from './refuse';
import { shown } from '../../api/shown';

/** ECMAScript knows no time further from 1970; a number beyond is in microseconds or nanoseconds. */
const LATEST_MS = 8.64e15;
const EPOCH_MS_TEXT = /^-?\d{11,16}$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})/;
const OWN_ZONE = /(z|utc|gmt|[+-]\d{2}:?\d{2}|\b[ecmp][sd]t)\)?$/i;
const DATE_ALONE = /^(\d{4}-?\d{2}-?\d{2}|\d{4}-?W\d{2}-?\d|\d{4}-?\d{3})$/i;
/** Two zones in which no text without a zone means the same moment. */
const FAR_ZONES = ['Etc/GMT+12', 'Etc/GMT-14'];

/** Whether a text names a day and no time: 2026-05-31, 20260531, 2026-W22-7 or 2026-151. */
export function isDateAlone(raw: unknown): boolean {
	return typeof raw === 'string' && DATE_ALONE.test(raw.trim());
}

/** 30 February: n8n would take it for a day in March. */
function isImpossibleDay(text: string): boolean {
	const [, year, month, day] = DAY.exec(text) ?? [];
	if (day === undefined) return false;
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	return date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day);
}

/** Some forms, such as 05/31/2026, n8n reads in the time zone of the machine it runs on. */
function isReadByHost(text: string): boolean {
	const [one, other] = FAR_ZONES.map((zone) => tryToParseDateTime(text, zone).toMillis());
	return one === other && !OWN_ZONE.test(text);
}

/** A date as the user gave it, for a message. */
export function shownDate(raw: unknown): string {
	return typeof raw === 'string' ? raw.slice(0, 100) : shown(raw);
}

/** @throws Error when it is no date */
function millisOf(raw: unknown, zone: string): number {
	const text = typeof raw === 'string' ? raw.trim() : '';
	const number = EPOCH_MS_TEXT.test(text) ? Number(text) : raw;
	if (typeof number === 'number' && Math.abs(number) <= LATEST_MS) return number;
	if (typeof number === 'number' || isImpossibleDay(text)) throw new RangeError('No date');
	const date = tryToParseDateTime(raw, zone);
	const isMisread = text !== '' && isReadByHost(text);
	const inZone = isMisread ? date.toLocal().setZone(zone, { keepLocalTime: true }) : date;
	return inZone.toMillis();
}

/**
 * Reads a date that may be any ISO 8601 text, or a date object or epoch milliseconds from an
 * expression. A text without a zone is meant in the workflow's time zone.
 *
 * @param label the parameter's name as the user sees it
 * @returns epoch milliseconds; undefined when the parameter is empty
 * @throws NodeOperationError when it is no date
 */
export function readDate(
	context: IExecuteFunctions,
	raw: unknown,
	label: string,
	itemIndex: number,
): number | undefined {
	if (raw === undefined || raw === null || raw === '') return undefined;
	const read = attempt(() => millisOf(raw, context.getTimezone()));
	if (read.ok) return read.value;
	const todo = 'Give a date such as 2026-05-31 or 2026-05-31T08:00:00Z';
	throw refuse(context, itemIndex, `'${label}' is not a date: ${shownDate(raw)}`, todo);
}
