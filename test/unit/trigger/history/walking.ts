import type { Run } from '../../../../nodes/AgentsCode/api/shapes';
import { knownRows } from '../../../../nodes/AgentsCode/trigger/history/knownRows';
import { encodeLedger } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { HistoryWalk, type WalkRule } from '../../../../nodes/AgentsCode/trigger/history/walk';
import { MINUTE, NOW } from './scriptedSource';
import { ledger, stateOf } from './stateParts';

/** What is known after polls that left this ledger, told as in `ledger`. */
export function knownOf(text: string, more: Partial<TriggerState> = {}) {
	return knownRows(stateOf({ ledger: encodeLedger(ledger(text)), ...more }));
}

/** A later poll's walk that knows nothing, but for what is said otherwise. */
export function walkOf(rule: Partial<WalkRule> = {}): HistoryWalk {
	const plain = { known: knownOf(''), nowMs: NOW, lookBackMs: 60 * MINUTE, isBaseline: false };
	return new HistoryWalk({ ...plain, ...rule });
}

/** Lets a walk take pages, each with one behind it. */
export function taken(walk: HistoryWalk, ...pages: Run[][]): HistoryWalk {
	for (const runs of pages) {
		walk.take({ runs, hasMore: true, nextCursor: `page ${walk.pages + 1}` });
	}
	return walk;
}

export const lastPage = (runs: Run[]) => ({ runs, hasMore: false });
export const idsOf = (rows: ReadonlyArray<{ run: Run }>) => rows.map(({ run }) => run.id).join(' ');
