import { agentLabel, findAgent } from '../api/agents';
import type { Agent, Run } from '../api/shapes';
import { readStatus } from '../jobs/status';
import { dateLabel, datesIn, type DateUnit } from './dateGroups';
import type { Period } from './period';
import type { Zone } from './zone';

export type GroupBy = 'agent' | 'status' | 'none' | DateUnit;

/** What a run is counted under: `key` tells groups apart, `label` is shown. */
export interface Group {
	key: string;
	label: string;
}

export interface Grouping {
	/** @param ms the run's date, epoch milliseconds */
	groupOf(run: Run, ms: number): Group;
	/** Groups that are shown even without runs. */
	readonly always: Group[];
	/** Dates stand in their order; other groups with most credits first. */
	readonly isByDate: boolean;
}

function named(label: string): Group {
	return { key: label, label };
}

/** A row may call its agent by id, name or display name: all three are one group. */
function byAgent(agents: readonly Agent[]): Grouping {
	const known = new Map<string, Group>();
	const find = (word: string): Group => {
		const agent = findAgent(agents, word);
		if (agent) return { key: agent.id, label: agentLabel(agent) };
		return { key: word, label: word.trim() === '' ? '(no agent)' : word };
	};
	return {
		always: [],
		isByDate: false,
		groupOf: ({ agent }) => {
			const group = known.get(agent) ?? find(agent);
			known.set(agent, group);
			return group;
		},
	};
}

function byDate(unit: DateUnit, zone: Zone, period: Period): Grouping {
	return {
		// Of a daily report one expects every day: a day without runs is news, not nothing.
		always: datesIn(unit, zone, period).map(named),
		isByDate: true,
		groupOf: (_run, ms) => named(dateLabel(unit, zone, ms)),
	};
}

const ALL_RUNS = named('all');

/**
 * How runs are divided.
 *
 * @param agents the listed agents; needed only to group by agent
 * @param period the past part of the report's period
 */
export function groupingBy(
	groupBy: GroupBy,
	{ agents, zone, period }: { agents: readonly Agent[]; zone: Zone; period: Period },
): Grouping {
	switch (groupBy) {
		case 'agent':
			return byAgent(agents);
		case 'status':
			return {
				always: [],
				isByDate: false,
				groupOf: (run) => named(readStatus(run.status)),
			};
		case 'none':
			return { always: [ALL_RUNS], isByDate: false, groupOf: () => ALL_RUNS };
		default:
			return byDate(groupBy, zone, period);
	}
}
