import * as fc from 'fast-check';
import { dayLabel } from '../../../nodes/AgentsCode/reports/calendarDays';
import { openZone } from '../../../nodes/AgentsCode/reports/zone';

const ms = (date: string) => Date.parse(date);
const iso = (instant: number) => new Date(instant).toISOString();
const HOUR_MS = 3_600_000;

/** Zones with changes at midnight, odd offsets, both ends of the world, and days that never were. */
const ZONES = [
	'UTC',
	'Europe/Berlin',
	'America/New_York',
	'Africa/Cairo',
	'America/Havana',
	'America/St_Johns',
	'America/Sao_Paulo',
	'Asia/Beirut',
	'Asia/Kathmandu',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Kiritimati',
	'Pacific/Pago_Pago',
];

describe('a day in its zone', () => {
	it.each([
		['Europe/Berlin', '2026-05-31T21:59:59.999Z', '2026-05-31'],
		['Europe/Berlin', '2026-05-31T22:00:00.000Z', '2026-06-01'],
		['Europe/Berlin', '2026-12-31T22:59:59.999Z', '2026-12-31'],
		['America/New_York', '2026-05-31T03:59:59.999Z', '2026-05-30'],
		['Asia/Kathmandu', '2026-05-31T18:15:00.000Z', '2026-06-01'],
		['Pacific/Kiritimati', '2026-05-31T10:00:00.000Z', '2026-06-01'],
		['UTC', '1969-12-31T23:59:59.999Z', '1969-12-31'],
	])('%s: %s is on %s', (name, instant, day) => {
		expect(dayLabel(openZone(name).dayAt(ms(instant)))).toBe(day);
	});

	it.each([
		['Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00.000Z', 23],
		['Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00.000Z', 25],
		['Europe/Berlin', '2026-05-31T12:00:00Z', '2026-05-30T22:00:00.000Z', 24],
		['America/New_York', '2026-03-08T12:00:00Z', '2026-03-08T05:00:00.000Z', 23],
		['America/New_York', '2026-11-01T12:00:00Z', '2026-11-01T04:00:00.000Z', 25],
		// Clocks go from 23:59:59 to 01:00 …
		['America/Havana', '2026-03-08T12:00:00Z', '2026-03-08T05:00:00.000Z', 23],
		['Asia/Beirut', '2026-03-29T12:00:00Z', '2026-03-28T22:00:00.000Z', 23],
		// … from 00:59:59 back to 00:00 …
		['America/Havana', '2026-11-01T12:00:00Z', '2026-11-01T04:00:00.000Z', 25],
		// … or from 23:59:59 back to 23:00.
		['America/Sao_Paulo', '2018-02-17T12:00:00Z', '2018-02-17T02:00:00.000Z', 25],
		['Australia/Lord_Howe', '2026-10-04T00:00:00Z', '2026-10-03T13:30:00.000Z', 23.5],
	])('%s: the day of %s begins at %s and has %d hours', (name, noon, start, hours) => {
		const zone = openZone(name);
		const day = zone.dayAt(ms(noon));
		expect(iso(zone.startOfDay(day))).toBe(start);
		expect((zone.startOfDay(day + 1) - zone.startOfDay(day)) / HOUR_MS).toBe(hours);
	});

	it('of which there was none begins where the next one does', () => {
		const apia = openZone('Pacific/Apia');
		const day = apia.dayAt(ms('2011-12-30T09:00:00Z'));
		expect(dayLabel(day)).toBe('2011-12-29');
		expect(apia.startOfDay(day + 1)).toBe(apia.startOfDay(day + 2));
	});

	it('begins with its first instant, in every zone and at all times', () => {
		const instants = fc.integer({ min: ms('1990-01-01'), max: ms('2040-01-01') });
		fc.assert(
			fc.property(fc.constantFrom(...ZONES), instants, (name, instant) => {
				const zone = openZone(name);
				const start = zone.startOfDay(zone.dayAt(instant));
				expect(start).toBeLessThanOrEqual(instant);
				expect(zone.dayAt(start)).toBe(zone.dayAt(instant));
				expect(zone.dayAt(start - 1)).toBeLessThan(zone.dayAt(instant));
			}),
		);
	});
});

describe('an instant as text', () => {
	it.each([
		['UTC', '2026-05-31T08:00:00.123Z', '2026-05-31T08:00:00.123+00:00'],
		['Europe/Berlin', '2026-05-31T22:00:00.000Z', '2026-06-01T00:00:00.000+02:00'],
		['Europe/Berlin', '2026-10-25T00:30:00.000Z', '2026-10-25T02:30:00.000+02:00'],
		['Europe/Berlin', '2026-10-25T01:30:00.000Z', '2026-10-25T02:30:00.000+01:00'],
		['America/New_York', '2026-01-01T00:00:00.000Z', '2025-12-31T19:00:00.000-05:00'],
		['America/St_Johns', '2026-01-01T00:00:00.000Z', '2025-12-31T20:30:00.000-03:30'],
		['Asia/Kathmandu', '1969-12-31T23:59:59.999Z', '1970-01-01T05:29:59.999+05:30'],
	])('%s: %s is %s', (name, instant, text) => {
		expect(openZone(name).isoAt(ms(instant))).toBe(text);
	});

	it('means the same instant, in every zone and at all times', () => {
		const instants = fc.integer({ min: ms('1975-01-01'), max: ms('2040-01-01') });
		fc.assert(
			fc.property(fc.constantFrom(...ZONES), instants, (name, instant) => {
				expect(Date.parse(openZone(name).isoAt(instant))).toBe(instant);
			}),
		);
	});
});

it('refuses a zone that nobody knows', () => {
	expect(() => openZone('Europe/Atlantis')).toThrow(/Europe\/Atlantis/);
});
