import type { IContextObject } from 'n8n-workflow';
import { isRecord } from '../../api/shapes';
import { jobLeftRunning } from '../../jobs/itemFailure';
import { undelivered, type ItemOutcome, type Outcomes } from '../../jobs/outcome';
import type { ParkedJob, SettledItem } from './parcel';

const SLOT = 'agentsCodeSettledItems';

export interface SettledItems {
	add(items: readonly SettledItem[]): void;
	/** What became of every item, in input order; those that are still waited for are left running. */
	withWaiting(jobs: readonly ParkedJob[]): Outcomes;
}

/**
 * The items that need no further look, kept once in the sub-workflow's own data: what goes round in
 * its loop is stored again at each round, and results may be large.
 *
 * @param context `this.getContext('flow')` of the sub-workflow
 */
export function openSettledItems(context: IContextObject): SettledItems {
	const stored: unknown = context[SLOT];
	const outcomes = (isRecord(stored) ? stored : {}) as Record<string, ItemOutcome>;
	context[SLOT] = outcomes;
	return {
		add: (items) => {
			for (const { itemIndex, outcome } of items) outcomes[itemIndex] = outcome;
		},
		withWaiting: (jobs) => {
			const all: Outcomes = [];
			for (const [itemIndex, outcome] of Object.entries(outcomes)) all[Number(itemIndex)] = outcome;
			for (const job of jobs) {
				const { agentId, jobId, status } = job;
				all[job.itemIndex] = undelivered(jobLeftRunning({ agentId, jobId, status }));
			}
			return Array.from(all);
		},
	};
}
