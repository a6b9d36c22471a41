import type { Run } from '../../../nodes/AgentsCode/api/shapes';
import type { GroupBy } from '../../../nodes/AgentsCode/reports/groups';
import { contentOf, type ReportContent } from '../../../nodes/AgentsCode/reports/summary';
import { UsageFold } from '../../../nodes/AgentsCode/reports/usageReport';
import { openZone } from '../../../nodes/AgentsCode/reports/zone';

const NOW_MS = Date.parse('2026-05-31T12:30:00Z');

/** A run of that week in May, as the history would tell it. */
export function runOf(agent: string, more: object = {}): Omit<Run, 'id'> {
	return {
		agent,
		status: 'completed',
		creditsUsed: 5,
		duration: 2,
		startedAt: '2026-05-29T08:00:00Z',
		...more,
	};
}

/** What a written report of some runs tells, with 100 credits available. */
export function content(runs: Array<Omit<Run, 'id'>>, groupBy: GroupBy = 'agent'): ReportContent {
	const zone = openZone('Europe/Berlin');
	const period = { fromMs: zone.startOfDay(zone.dayAt(NOW_MS) - 6), toMs: NOW_MS };
	const fold = new UsageFold({ groupBy, period, zone, nowMs: NOW_MS, agents: [] });
	fold.add(runs.map((run, index) => ({ ...run, id: String(index) }) as Run));
	return contentOf(fold.report(), { available: 100, used: 50 }, zone, NOW_MS);
}
