import { daysLeft } from '../../../nodes/AgentsCode/reports/outlook';
import { at, reportOf } from './usage';

describe('days that the credits last', () => {
	const month = { fromMs: at('2026-05-01T00:00:00Z'), toMs: at('2026-05-31T00:00:00Z') };
	const totals = (creditsUsed: number) => ({ ...reportOf([]).totals, creditsUsed });

	it.each([
		[300, 100, '2026-06-15T00:00:00Z', 10],
		[300, 0, '2026-06-15T00:00:00Z', 0],
		[300, -5, '2026-06-15T00:00:00Z', 0],
		[300, 1, '2026-06-15T00:00:00Z', 0.1],
		// Ten days of the period have passed.
		[300, 100, '2026-05-11T00:00:00Z', 3.3],
		[0, 100, '2026-06-15T00:00:00Z', null],
		[300, 100, '2026-05-01T00:00:00Z', null],
	])('%d credits used, %d available at %s', (used, available, now, days) => {
		expect(daysLeft({ totals: totals(used), period: month }, available, at(now))).toBe(days);
	});
});
