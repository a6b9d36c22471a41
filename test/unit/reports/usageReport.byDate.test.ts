import type { GroupBy } from '../../../nodes/AgentsCode/reports/groups';
import { at, creditsBy, question, reportOf, run } from './usage';

describe('by date', () => {
	const dates = (groupBy: GroupBy, from: string, to: string, more: object = {}) =>
		question({ groupBy, period: { fromMs: at(from), toMs: at(to) }, ...more });

	it.each<[string, string, string, string, Array<[string, number]>]>([
		[
			'Europe/Berlin',
			'spring',
			'2026-03-28T00:00:00+01:00',
			'2026-03-30T12:00:00+02:00',
			[
				['2026-03-28T22:59:59Z', 1],
				['2026-03-28T23:00:00Z', 2],
				['2026-03-29T21:59:59Z', 4],
				['2026-03-29T22:00:00Z', 8],
			],
		],
		[
			'America/New_York',
			'autumn',
			'2026-10-31T00:00:00-04:00',
			'2026-11-02T12:00:00-05:00',
			[
				['2026-11-01T03:59:59Z', 1],
				['2026-11-01T04:00:00Z', 2],
				['2026-11-02T04:59:59Z', 4],
				['2026-11-02T05:00:00Z', 8],
			],
		],
	])('%s, %s: a day has 23 or 25 hours', (zoneName, _, from, to, starts) => {
		const asked = dates('day', from, to, { zoneName, nowMs: at(to) });
		const runs = starts.map(([start, creditsUsed]) => run(start, { creditsUsed }));
		expect(creditsBy(reportOf(runs, asked)).map(([, credits]) => credits)).toEqual([1, 6, 8]);
	});

	it('shows every day of the period, in order, up to now', () => {
		const nowMs = at('2026-06-02T10:00:00+02:00');
		const asked = dates('day', '2026-05-30T00:00:00+02:00', '2026-07-01T00:00:00+02:00', { nowMs });
		expect(creditsBy(reportOf([run('2026-06-01T08:00:00Z')], asked))).toEqual([
			['2026-05-30', 0],
			['2026-05-31', 0],
			['2026-06-01', 5],
			['2026-06-02', 0],
		]);
	});

	it.each([
		['is still to come', '2026-07-01T00:00:00Z', '2026-07-03T00:00:00Z'],
		['begins when it ends', '2026-05-10T00:00:00Z', '2026-05-10T00:00:00Z'],
	])('has no day where the period %s', (_, from, to) => {
		const asked = question({ groupBy: 'day', period: { fromMs: at(from), toMs: at(to) } });
		expect(reportOf([run('2026-05-10T12:00:00Z')], asked)).toMatchObject({
			groups: [],
			totals: { runs: 0 },
		});
	});

	it('shows every ISO week, over the end of a year with 53', () => {
		const asked = dates('week', '2026-12-21T00:00:00+01:00', '2027-01-11T00:00:00+01:00', {
			nowMs: at('2027-02-01T00:00:00Z'),
		});
		const runs = [run('2027-01-03T22:59:59Z'), run('2027-01-03T23:00:00Z', { creditsUsed: 1 })];
		expect(creditsBy(reportOf(runs, asked))).toEqual([
			['2026-W52', 0],
			['2026-W53', 5],
			['2027-W01', 1],
		]);
	});

	it('shows every month', () => {
		const asked = dates('month', '2026-01-31T00:00:00+01:00', '2026-03-02T00:00:00+01:00');
		expect(creditsBy(reportOf([run('2026-02-28T22:59:59Z')], asked))).toEqual([
			['2026-01', 0],
			['2026-02', 5],
			['2026-03', 0],
		]);
	});

	it('shows only days with runs where the period has more than 400 days', () => {
		const asked = dates('day', '2024-01-01T00:00:00Z', '2026-06-01T00:00:00Z');
		const runs = [run('2026-05-10T08:00:00Z'), run('2024-05-10T08:00:00Z')];
		expect(creditsBy(reportOf(runs, asked))).toEqual([
			['2024-05-10', 5],
			['2026-05-10', 5],
		]);
	});
});
