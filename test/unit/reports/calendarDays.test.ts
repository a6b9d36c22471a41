import {
	dayLabel,
	dayNumberOf,
	firstOfMonth,
	mondayOf,
	monthLabel,
	weekLabel,
} from '../../../nodes/AgentsCode/reports/calendarDays';

function dayOf(date: string): number {
	const [year, month, day] = date.split('-').map(Number);
	return dayNumberOf(year, month - 1, day);
}

describe('days', () => {
	it.each([
		['1970-01-01', 0],
		['1969-12-31', -1],
		['2000-02-29', 11016],
		['2026-05-31', 20604],
	])('%s is day %i', (date, day) => {
		expect(dayOf(date)).toBe(day);
		expect(dayLabel(day)).toBe(date);
		expect(monthLabel(day)).toBe(date.slice(0, 7));
	});
});

describe('ISO weeks', () => {
	it.each([
		['2026-05-31', '2026-W22', '2026-05-25'],
		['2026-06-01', '2026-W23', '2026-06-01'],
		['2020-12-31', '2020-W53', '2020-12-28'],
		['2021-01-03', '2020-W53', '2020-12-28'],
		['2021-01-04', '2021-W01', '2021-01-04'],
		['2026-12-31', '2026-W53', '2026-12-28'],
		['2027-01-03', '2026-W53', '2026-12-28'],
		['2027-01-04', '2027-W01', '2027-01-04'],
		['2024-12-30', '2025-W01', '2024-12-30'],
		['2025-12-29', '2026-W01', '2025-12-29'],
		['2016-01-01', '2015-W53', '2015-12-28'],
		['1969-12-31', '1970-W01', '1969-12-29'],
	])('%s lies in %s, which begins on %s', (date, week, monday) => {
		expect(weekLabel(dayOf(date))).toBe(week);
		expect(dayLabel(mondayOf(dayOf(date)))).toBe(monday);
	});
});

describe('months', () => {
	it.each([
		['2026-05-31', 0, '2026-05-01'],
		['2026-05-31', -1, '2026-04-01'],
		['2026-01-15', -1, '2025-12-01'],
		['2026-12-31', 1, '2027-01-01'],
		['2024-02-29', 1, '2024-03-01'],
	])('of %s, shifted by %i, begins on %s', (date, shift, first) => {
		expect(dayLabel(firstOfMonth(dayOf(date), shift))).toBe(first);
	});
});
