import { knownRows } from '../../../../nodes/AgentsCode/trigger/history/knownRows';
import { encodeLedger } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import { ledger, openRun, stateOf } from './stateParts';

const rows = (count: number, name = 'r') =>
	Array.from({ length: count }, (_, index) => `${name}${index}`).join(' ');
const known = (text: string) => knownRows(stateOf({ ledger: encodeLedger(ledger(text)) }));

it('are none before the first poll', () => {
	expect(knownRows(undefined)).toEqual({
		ledger: [],
		places: new Map(),
		open: new Map(),
		bottom: -1,
		isWhole: false,
	});
});

it('are found by their keys: their places, and the open runs', () => {
	const state = stateOf({
		ledger: encodeLedger(ledger('a -b')),
		open: [openRun('b')],
		isWhole: true,
	});
	const { places, open, isWhole } = knownRows(state);
	expect(places.get(rowKey('a'))).toEqual({ index: 0, isSettled: true });
	expect(places.get(rowKey('b'))).toEqual({ index: 1, isSettled: false });
	expect(open.get(rowKey('b'))).toEqual(openRun('b'));
	expect(isWhole).toBe(true);
});

describe('the bottom', () => {
	it.each([
		['', -1],
		['-a', -1],
		['a', 0],
		['a -b', 0],
		['-a b -c', 1],
		[rows(19), 18],
		// Of many rows the last four prove nothing.
		[rows(20), 15],
		[`${rows(20)} -x`, 15],
		[`${rows(19)} -x`, 18],
		[`${rows(10)} -x ${rows(10, 's')}`, 16],
	])('of "%s" is at %i', (text, bottom) => expect(known(text).bottom).toBe(bottom));
});
