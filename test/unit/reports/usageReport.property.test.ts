import * as fc from 'fast-check';
import type { Run } from '../../../nodes/AgentsCode/api/shapes';
import type { GroupBy } from '../../../nodes/AgentsCode/reports/groups';
import { UsageFold } from '../../../nodes/AgentsCode/reports/usageReport';
import { at, question, reportOf, run } from './usage';

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
