import type { Agent, Run } from '../../../nodes/AgentsCode/api/shapes';
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

export const at = (date: string) => Date.parse(date);

export function question(
	change: Partial<ReportQuestion> & { zoneName?: string } = {},
): ReportQuestion {
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

export function run(startedAt: string | null, more: object = {}): Run {
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

export function reportOf(runs: Run[], asked: ReportQuestion = question()): UsageReport {
	const fold = new UsageFold(asked);
	fold.add(runs);
	return fold.report();
}

export const creditsBy = ({ groups }: UsageReport) =>
	groups.map(({ group, creditsUsed }) => [group, creditsUsed]);
