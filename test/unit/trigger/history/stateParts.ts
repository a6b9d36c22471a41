import type { OpenRun } from '../../../../nodes/AgentsCode/trigger/history/openRuns';
import type { Entry } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';

export const NOW = Date.UTC(2026, 4, 1);
export const MINUTE = 60_000;

export function openRun(id: string, change: Partial<OpenRun> = {}): OpenRun {
	return {
		id,
		agent: 'a',
		jobId: `job-${id}`,
		startedAt: null,
		sinceMs: NOW,
		lookedMs: NOW,
		misses: 0,
		...change,
	};
}

export function stateOf(change: Partial<TriggerState> = {}): TriggerState {
	return {
		version: 1,
		scope: '1',
		ledger: '',
		isWhole: false,
		open: [],
		listsOpen: false,
		newestMs: null,
		aheadMs: null,
		polledAtMs: NOW,
		gapMs: MINUTE,
		sweep: { serviceMs: null, atMs: NOW, polls: 0, pages: 1, sawNews: false },
		walk: null,
		...change,
	};
}

/** `a b -c`: settled rows, and open ones with a minus. */
export function ledger(text: string): Entry[] {
	const words = text.split(' ').filter((word) => word !== '');
	return words.map((word) => ({
		key: rowKey(word.replace('-', '')),
		isSettled: !word.startsWith('-'),
	}));
}
