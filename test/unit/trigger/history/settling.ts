import type { Findings } from '../../../../nodes/AgentsCode/trigger/history/findings';
import type { OpenRun } from '../../../../nodes/AgentsCode/trigger/history/openRuns';
import { decodeLedger } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { knownRows } from '../../../../nodes/AgentsCode/trigger/history/knownRows';
import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import { settle } from '../../../../nodes/AgentsCode/trigger/history/settle';
import {
	isTriggerState,
	type SuspendedWalk,
	type TriggerState,
} from '../../../../nodes/AgentsCode/trigger/history/state';
import type { HistoryWalk, WalkRule } from '../../../../nodes/AgentsCode/trigger/history/walk';
import { NOW } from './scriptedSource';
import { walkOf } from './walking';

/** A walk under way, as an earlier poll left it. */
export function suspended(change: Partial<SuspendedWalk> = {}): SuspendedWalk {
	const plain = { cursor: 'c', read: '', above: 0, isCut: false, isSweep: false };
	return { ...plain, sinceMs: NOW - 90_000, ...change };
}

/** What a poll after `before` finds; `reads` lets its walk take pages. */
export function findingsOf(
	before: TriggerState | undefined,
	reads: (walk: HistoryWalk) => HistoryWalk,
	change: Partial<Findings> & { rule?: Partial<WalkRule> } = {},
): Findings {
	const { rule, ...rest } = change;
	const known = knownRows(before);
	const walk = reads(walkOf({ known, isBaseline: before === undefined, ...rule }));
	return {
		before,
		known,
		walk,
		scope: 's',
		isFirst: false,
		nowMs: NOW,
		looked: [],
		endedKeys: new Set(),
		isInterrupted: false,
		isSweep: false,
		isBaseline: before === undefined,
		...rest,
	};
}

export const keysOf = (ids: string) => new Set(ids.split(' ').filter(Boolean).map(rowKey));

/** The state after a poll, which must pass its own guard. */
export function settled(findings: Findings, unreported = ''): TriggerState {
	const state: unknown = JSON.parse(JSON.stringify(settle(findings, keysOf(unreported))));
	if (!isTriggerState(state)) throw new Error('The state does not pass its own guard');
	return state;
}

/** A ledger in words, as `ledger` reads them: the ids that the keys stand for must be among `ids`. */
export function wordsOf(text: string, ids: readonly string[]): string {
	const names = new Map(ids.map((id) => [rowKey(id), id]));
	return decodeLedger(text)
		.map(({ key, isSettled }) => (isSettled ? '' : '-') + (names.get(key) ?? '?'))
		.join(' ');
}

export const idsOfOpen = (runs: readonly OpenRun[]) => runs.map(({ id }) => id).join(' ');
