import type { Run } from '../../../../nodes/AgentsCode/api/shapes';
import {
	decodeLedger,
	encodeLedger,
	type Entry,
} from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { ended } from './scriptedSource';
import { stateOf } from './stateParts';

/** So many rows, all settled, that no test names one by one. */
export const entries = (name: string, count: number): Entry[] =>
	Array.from({ length: count }, (_, index) => ({ key: rowKey(name + index), isSettled: true }));
export const rows = (name: string, count: number): Run[] =>
	Array.from({ length: count }, (_, index) => ended(name + index, -index));
export const known = (count: number, more: Partial<TriggerState> = {}) =>
	stateOf({ ledger: encodeLedger(entries('k', count)), ...more });
export const keys = (text: string) => decodeLedger(text).map(({ key }) => key);
export const keysIn = (list: Entry[]) => list.map(({ key }) => key);
