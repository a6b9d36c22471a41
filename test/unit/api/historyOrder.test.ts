import fc from 'fast-check';
import { reachesBefore } from '../../../nodes/AgentsCode/api/historyOrder';
import { endOf, startOf } from '../../../nodes/AgentsCode/api/runDates';
import type { Run } from '../../../nodes/AgentsCode/api/shapes';

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

/** A run by its start and end in seconds; null for a date that is missing. */
function run(start: number | null, end: number | null = start): Run {
	return {
		id: `${start}-${end}`,
		agent: 'a',
		startedAt: start === null ? undefined : iso(start),
		completedAt: end === null ? null : iso(end),
	};
}

describe('the dates of a run', () => {
	it.each<[unknown, number]>([
		['1970-01-01T00:00:05.000Z', 5000],
		['1970-01-01T01:00:05+01:00', 5000],
		['yesterday', NaN],
		['', NaN],
		[null, NaN],
		[undefined, NaN],
		[{}, NaN],
	])('%j → %p', (date, atMs) => {
		const row = { id: 'r', agent: 'a', startedAt: date, completedAt: date } as Run;
		expect(startOf(row)).toBe(atMs);
		expect(endOf(row)).toBe(atMs);
	});
});

type Order = 'start' | 'end';
const sorted = (runs: Run[], by: Order, sign: 1 | -1) =>
	[...runs].sort((a, b) => sign * (by === 'start' ? startOf(a) - startOf(b) : endOf(a) - endOf(b)));

function pagesOf(runs: Run[], size: number): Run[][] {
	const count = Math.ceil(runs.length / size);
	return Array.from({ length: count }, (_, index) => runs.slice(index * size, (index + 1) * size));
}

/** How many pages are read until the walk may end; all, if it never may. */
function pagesRead(pages: Run[][], afterSeconds: number): number {
	const isPast = reachesBefore(afterSeconds * 1000);
	const index = pages.findIndex((page) => isPast(page));
	return index === -1 ? pages.length : index + 1;
}

describe('when the rest of the history can be left unread', () => {
	const runs = Array.from({ length: 20 }, (_, index) => run(index * 10, index * 10 + 5));

	it('sees over a row without dates that the rows around it contradict an order', () => {
		const jumpy = [run(10, 10.5), run(null, 13), run(12, 12.5), run(9, 14)];
		expect(pagesRead([jumpy, [run(4, 5)], [run(3, 4)]], 8)).toBe(3);
		const steady = [run(13, 10.5), run(null, 13), run(12, 12.5), run(9, 14)];
		expect(pagesRead([steady, [run(4, 5)], [run(3, 4)]], 8)).toBe(2);
	});

	it('reads on while a page has rows that ended after the date', () => {
		const mixed = [run(10, 10.5), run(9, 14), run(8.5, 12), run(7, 13)];
		expect(pagesRead([mixed, [run(6, 11)], [run(5, 6)], [run(4, 5)]], 8)).toBe(3);
	});

	it.each<[Order, 1 | -1, number]>([
		['start', -1, 3],
		['end', -1, 3],
		['start', 1, 5],
		['end', 1, 5],
	])('by %s, direction %i: %i of 5 pages are read', (by, sign, pages) => {
		expect(pagesRead(pagesOf(sorted(runs, by, sign), 4), 120)).toBe(pages);
	});

	it.each<[string, Run[][]]>([
		['a single row shows no order', [[run(1)], [run(50)]]],
		['equal dates show no order', [[run(1), run(1)], [run(50)]]],
		['oldest first by end, while the starts happen to fall', [[run(2, 3), run(1, 4)], [run(50)]]],
		['no dates show no order', [[run(null), run(null)], [run(50)]]],
		['rows out of order', [[run(3), run(1), run(2), run(1)], [run(50)]]],
	])('goes on: %s', (_, pages) => {
		expect(pagesRead(pages, 10)).toBe(pages.length);
	});

	it('goes on while a page has a run of the period', () => {
		expect(pagesRead([[run(30), run(20), run(9)], [run(8), run(7)], [run(6)]], 10)).toBe(2);
	});

	it('is not misled by rows without dates among the others', () => {
		const pages = [
			[run(30), run(null), run(20)],
			[run(9), run(null), run(7)],
			[run(6), run(5)],
		];
		expect(pagesRead(pages, 10)).toBe(3);
		pages[1] = [run(9), run(null, 8), run(7)];
		expect(pagesRead(pages, 10)).toBe(2);
	});

	it('is not held up by unfinished runs on top', () => {
		const pages = [
			[run(60, null), run(50), run(40)],
			[run(9), run(8)],
			[run(7), run(6)],
		];
		expect(pagesRead(pages, 10)).toBe(2);
	});
});

describe('for every order a service may use', () => {
	const anyRun = fc
		.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
		.map(([start, took]) => run(start, start + took));

	it('no run that started in the period is left unread', () => {
		fc.assert(
			fc.property(
				fc.array(anyRun, { maxLength: 30 }),
				fc.constantFrom<Order>('start', 'end'),
				fc.constantFrom<1 | -1>(1, -1),
				fc.integer({ min: 1, max: 6 }),
				fc.integer({ min: 0, max: 100 }),
				(runs, by, sign, pageSize, after) => {
					const pages = pagesOf(sorted(runs, by, sign), pageSize);
					const unread = pages.slice(pagesRead(pages, after)).flat();
					expect(unread.filter((each) => startOf(each) >= after * 1000)).toEqual([]);
				},
			),
			{ numRuns: fc.readConfigureGlobal().numRuns ?? 500 },
		);
	});

	it('newest first, no page is read after one that lies wholly before the period', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 50 }),
				fc.integer({ min: 2, max: 9 }),
				(after, size) => {
					const runs = Array.from({ length: 50 }, (_, index) => run(50 - index));
					const pages = pagesOf(runs, size);
					const wholly = pages.findIndex((page) =>
						page.every((each) => startOf(each) < after * 1000),
					);
					const needed = wholly === -1 ? pages.length : wholly + 1;
					expect(pagesRead(pages, after)).toBe(needed);
				},
			),
		);
	});
});
