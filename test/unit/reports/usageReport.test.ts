import * as fc from 'fast-check';
import type { Agent, Run } from '../../../nodes/AgentsCode/api/shapes';
import type { GroupBy } from '../../../nodes/AgentsCode/reports/groups';
import { daysLeft } from '../../../nodes/AgentsCode/reports/outlook';
import {
	UsageFold,
	type ReportQuestion,
	type UsageReport,
} from '../../../nodes/AgentsCode/reports/usageReport';
import { openZone } from '../../../nodes/AgentsCode/reports/zone';

const AGENTS: Agent[] = [
	{ id: 'event-scheduler', name: 'event-scheduler', displayName: 'Event Scheduler' },
	{ id: 'agent_1', name: 'youtube-transcription', displayName: 'YouTube Transcription' },
	{ id: 'twin-a', displayName: 'Twin' },
	{ id: 'twin-b', displayName: 'Twin' },
];

const at = (date: string) => Date.parse(date);

function question(change: Partial<ReportQuestion> & { zoneName?: string } = {}): ReportQuestion {
	const { zoneName = 'Europe/Berlin', ...rest } = change;
	return {
		groupBy: 'agent',
		period: { fromMs: at('2026-05-01T00:00:00+02:00'), toMs: at('2026-06-01T00:00:00+02:00') },
		nowMs: at('2026-06-15T12:00:00Z'),
		zone: openZone(zoneName),
		agents: AGENTS,
		...rest,
	};
}

let rows = 0;

function run(startedAt: string | null, more: object = {}): Run {
	return {
		id: `run_${++rows}`,
		agent: 'event-scheduler',
		status: 'completed',
		creditsUsed: 5,
		duration: 2,
		startedAt,
		...more,
	};
}

function reportOf(runs: Run[], asked: ReportQuestion = question()): UsageReport {
	const fold = new UsageFold(asked);
	fold.add(runs);
	return fold.report();
}

const creditsBy = ({ groups }: UsageReport) =>
	groups.map(({ group, creditsUsed }) => [group, creditsUsed]);

describe('the period', () => {
	it('takes runs by their start, from its first instant and without its last', () => {
		const runs = [
			run('2026-04-30T21:59:59.999Z'),
			run('2026-04-30T22:00:00.000Z', { creditsUsed: 1 }),
			run('2026-05-31T21:59:59.999Z', { creditsUsed: 2, completedAt: '2026-06-02T00:00:00Z' }),
			run('2026-05-31T22:00:00.000Z'),
		];
		expect(reportOf(runs).totals).toMatchObject({ runs: 2, creditsUsed: 3 });
	});

	it('takes a run without a start by its end, and counts those without any date apart', () => {
		const runs = [
			run(null, { completedAt: '2026-05-10T00:00:00Z' }),
			run(null, { completedAt: null }),
			run('soon'),
		];
		expect(reportOf(runs)).toMatchObject({ totals: { runs: 1 }, undatedRuns: 2 });
	});
});

describe('by agent', () => {
	it('makes one group of all words for an agent, with its label', () => {
		const words = ['agent_1', 'youtube-transcription', 'YouTube Transcription'];
		const runs = words.map((agent) => run('2026-05-10T00:00:00Z', { agent }));
		expect(creditsBy(reportOf(runs))).toEqual([['YouTube Transcription', 15]]);
	});

	it('keeps agents apart that share a name, and takes unknown ones as they are', () => {
		const words = ['twin-a', 'twin-b', 'gone-agent', '', '__proto__'];
		const runs = words.map((agent, index) =>
			run('2026-05-10T00:00:00Z', { agent, creditsUsed: 9 - index }),
		);
		expect(creditsBy(reportOf(runs))).toEqual([
			['Twin (twin-a)', 9],
			['Twin (twin-b)', 8],
			['gone-agent', 7],
			['(no agent)', 6],
			['__proto__', 5],
		]);
	});

	it('orders agents that share a name, and weigh the same, by their ids', () => {
		const runs = ['twin-b', 'twin-a'].map((agent) => run('2026-05-10T00:00:00Z', { agent }));
		expect(reportOf(runs).groups.map(({ group }) => group)).toEqual([
			'Twin (twin-a)',
			'Twin (twin-b)',
		]);
	});

	it('puts most credits first, then most runs, then the name', () => {
		const runs = [
			run('2026-05-10T00:00:00Z', { agent: 'b', creditsUsed: 4 }),
			run('2026-05-10T00:00:00Z', { agent: 'c', creditsUsed: 2 }),
			run('2026-05-10T00:00:00Z', { agent: 'c', creditsUsed: 2 }),
			run('2026-05-10T00:00:00Z', { agent: 'a', creditsUsed: 4 }),
			run('2026-05-10T00:00:00Z', { agent: 'd', creditsUsed: 7 }),
			run('2026-05-10T00:00:00Z', { agent: 'B', creditsUsed: 4 }),
		];
		expect(reportOf(runs).groups.map(({ group }) => group)).toEqual(['d', 'c', 'B', 'a', 'b']);
	});
});

describe('by status, and all together', () => {
	const runs = ['completed', 'failed', 'canceled', 'cancelled', 'active', 'odd'].map((status) =>
		run('2026-05-10T00:00:00Z', { status, creditsUsed: status === 'completed' ? 5 : 0 }),
	);

	it('has a group for each status there is', () => {
		const { groups } = reportOf(runs, question({ groupBy: 'status' }));
		expect(groups.map(({ group, runs: count }) => [group, count])).toEqual([
			['completed', 1],
			['cancelled', 2],
			['active', 1],
			['failed', 1],
			['unknown', 1],
		]);
	});

	it('has one group, also where there is no run', () => {
		const all = question({ groupBy: 'none' });
		expect(creditsBy(reportOf(runs, all))).toEqual([['all', 5]]);
		expect(reportOf([], all).groups).toEqual([expect.objectContaining({ group: 'all', runs: 0 })]);
		expect(reportOf([]).groups).toEqual([]);
	});
});

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

describe('whatever the runs', () => {
	const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu');
	const groupings = fc.constantFrom<GroupBy>('agent', 'day', 'week', 'month', 'status', 'none');
	const runs = fc.array(
		fc.record({
			agent: fc.constantFrom('event-scheduler', 'agent_1', 'youtube-transcription', 'twin-a', 'x'),
			tenths: fc.integer({ min: 0, max: 5000 }),
			status: fc.constantFrom('completed', 'failed', 'cancelled', 'active', 'paused'),
			minute: fc.integer({ min: 0, max: 60 * 24 * 40 }),
			duration: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })),
		}),
		{ maxLength: 120 },
	);
	const toRows = (facts: Array<{ tenths: number; minute: number }>): Run[] =>
		facts.map(({ tenths, minute, ...rest }) =>
			run(new Date(at('2026-04-28T00:00:00Z') + minute * 60_000).toISOString(), {
				creditsUsed: tenths / 10,
				...rest,
			}),
		);

	it('sums agree with the rows to the credit, per group and in all', () => {
		fc.assert(
			fc.property(runs, zones, groupings, (facts, zoneName, groupBy) => {
				const asked = question({ groupBy, zoneName });
				const report = reportOf(toRows(facts), asked);
				const { fromMs, toMs } = asked.period;
				const within = facts.filter(({ minute }) => {
					const ms = at('2026-04-28T00:00:00Z') + minute * 60_000;
					return ms >= fromMs && ms < toMs;
				});
				const tenths = within.reduce((sum, fact) => sum + fact.tenths, 0);
				expect(report.totals.runs).toBe(within.length);
				expect(report.totals.creditsUsed).toBe(tenths / 10);
				const sums = report.groups.reduce(
					(sum, group) => ({
						runs: sum.runs + group.runs,
						tenths: sum.tenths + Math.round(group.creditsUsed * 10),
					}),
					{ runs: 0, tenths: 0 },
				);
				expect(sums).toEqual({ runs: within.length, tenths });
				for (const group of [...report.groups, report.totals]) {
					const { completed, failed, cancelled, unfinished } = group;
					expect(completed + failed + cancelled + unfinished).toBe(group.runs);
				}
			}),
		);
	});

	it('the report is the same in any portions and in any order', () => {
		const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 10 });
		fc.assert(
			fc.property(runs, zones, groupings, sizes, (facts, zoneName, groupBy, pages) => {
				const asked = question({ groupBy, zoneName });
				const all = toRows(facts);
				const whole = reportOf(all, asked);
				const fold = new UsageFold(asked);
				for (let from = 0, page = 0; from < all.length; page++) {
					const size = pages[page % pages.length];
					fold.add(all.slice(from, from + size));
					from += size;
				}
				expect(fold.report()).toEqual(whole);
				expect(reportOf([...all].reverse(), asked)).toEqual(whole);
			}),
		);
	});

	it('dates stand in order, the rest by credits', () => {
		fc.assert(
			fc.property(runs, groupings, (facts, groupBy) => {
				const { groups } = reportOf(toRows(facts), question({ groupBy }));
				const isByDate = ['day', 'week', 'month'].includes(groupBy);
				for (const [index, group] of groups.slice(1).entries()) {
					const before = groups[index];
					if (isByDate) expect(before.group < group.group).toBe(true);
					else expect(before.creditsUsed).toBeGreaterThanOrEqual(group.creditsUsed);
				}
			}),
		);
	});
});

it('keeps no rows: 100,000 runs leave no trace of their own', () => {
	const fold = new UsageFold(question({ groupBy: 'day' }));
	for (let page = 0; page < 1000; page++) {
		const minutes = Array.from({ length: 100 }, (_, index) => (page * 100 + index) % 44_000);
		fold.add(
			minutes.map((minute) =>
				run(new Date(at('2026-05-01T00:00:00Z') + minute * 60_000).toISOString(), {
					creditsUsed: 0.1,
					duration: minute / 7,
				}),
			),
		);
	}
	const { totals } = fold.report();
	expect(totals.runs).toBeGreaterThan(99_000);
	expect(totals.creditsUsed).toBe(totals.runs / 10);
	const isRow = (text: string) => /run_\d/.test(text);
	expect(isRow(JSON.stringify(fold.report()))).toBe(false);
	const held = (fold as unknown as { folds: Map<string, unknown> }).folds;
	expect(held.size).toBe(31);
});

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
