import { liesIn, periodAt, type NamedPeriod } from '../../../nodes/AgentsCode/reports/period';
import { openZone } from '../../../nodes/AgentsCode/reports/zone';

const NOW = '2026-03-31T10:00:00.000Z';

it.each<[NamedPeriod, string, string, string, string]>([
	['last7Days', 'UTC', NOW, '2026-03-25T00:00:00.000+00:00', '2026-03-31T10:00:00.000+00:00'],
	// Summer time began on 29 March.
	[
		'last7Days',
		'Europe/Berlin',
		NOW,
		'2026-03-25T00:00:00.000+01:00',
		'2026-03-31T12:00:00.000+02:00',
	],
	[
		'last30Days',
		'Europe/Berlin',
		NOW,
		'2026-03-02T00:00:00.000+01:00',
		'2026-03-31T12:00:00.000+02:00',
	],
	[
		'thisMonth',
		'Europe/Berlin',
		NOW,
		'2026-03-01T00:00:00.000+01:00',
		'2026-03-31T12:00:00.000+02:00',
	],
	[
		'lastMonth',
		'Europe/Berlin',
		'2026-04-30T10:00:00.000Z',
		'2026-03-01T00:00:00.000+01:00',
		'2026-04-01T00:00:00.000+02:00',
	],
	[
		'lastMonth',
		'America/New_York',
		'2026-01-01T12:00:00.000Z',
		'2025-12-01T00:00:00.000-05:00',
		'2026-01-01T00:00:00.000-05:00',
	],
	// The month has begun in Berlin, not yet in New York.
	[
		'thisMonth',
		'Europe/Berlin',
		'2026-05-31T22:30:00.000Z',
		'2026-06-01T00:00:00.000+02:00',
		'2026-06-01T00:30:00.000+02:00',
	],
	[
		'thisMonth',
		'America/New_York',
		'2026-05-31T22:30:00.000Z',
		'2026-05-01T00:00:00.000-04:00',
		'2026-05-31T18:30:00.000-04:00',
	],
])('%s in %s at %s: from %s to %s', (name, zoneName, now, from, to) => {
	const zone = openZone(zoneName);
	const { fromMs, toMs } = periodAt(name, zone, Date.parse(now));
	expect([zone.isoAt(fromMs), zone.isoAt(toMs)]).toEqual([from, to]);
});

it.each([
	[9, false],
	[10, true],
	[19, true],
	[20, false],
	[NaN, false],
])('a period has its first instant and not its last: %d is in it: %s', (ms, isIn) => {
	expect(liesIn({ fromMs: 10, toMs: 20 }, ms)).toBe(isIn);
});
