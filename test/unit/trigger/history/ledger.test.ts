import fc from 'fast-check';
import {
	decodeLedger,
	encodeLedger,
	isLedgerText,
	mergeLedger,
} from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import { ledger } from './stateParts';

describe('the ledger', () => {
	it.each([
		['new rows on top', 'n a b', 'a b c', 'n a b c'],
		['nothing known met', 'n m', 'a b', 'n m a b'],
		['a row that was skipped stays behind the one it followed', 'n a c', 'a b c d', 'n a b c d'],
		['skipped rows above the first known one', 'n b', 'a b c', 'n a b c'],
		['an open row that has moved to the top', 'x a', 'a -x b', 'x a b'],
		['an open row further down', 'n a', 'a b -x', 'n a b -x'],
		['an open row that has ended where it stood', 'a x b', 'a -x b c', 'a x b c'],
		['open rows at the end of what was read', 'n a -x -y', 'a -x -y b c', 'n a -x -y b c'],
		['new rows at the end of what was read', 'a n -m', 'a b c', 'a n -m b c'],
		['nothing read', '', 'a b', 'a b'],
	])('merges %s', (_name, read, before, merged) => {
		expect(mergeLedger(ledger(read), ledger(before))).toEqual(ledger(merged));
	});

	it('keeps every row exactly once', () => {
		const rows = fc.uniqueArray(
			fc.record({
				key: fc.integer({ min: 0, max: 30 }).map((n) => rowKey(String(n))),
				isSettled: fc.boolean(),
			}),
			{ selector: ({ key }) => key },
		);
		fc.assert(
			fc.property(rows, rows, (read, before) => {
				const keys = mergeLedger(read, before).map(({ key }) => key);
				expect(new Set(keys).size).toBe(keys.length);
				expect(new Set(keys)).toEqual(new Set([...read, ...before].map(({ key }) => key)));
				const readKeys = new Set(read.map(({ key }) => key));
				expect(keys.filter((key) => readKeys.has(key))).toEqual(read.map(({ key }) => key));
			}),
		);
	});

	it('is stored as a text and read back', () => {
		const rows = ledger('a -b c');
		expect(decodeLedger(encodeLedger(rows))).toEqual(rows);
		expect(isLedgerText(encodeLedger(rows))).toBe(true);
		expect(['+short', 'a', `${encodeLedger(rows)}x`, 5].some(isLedgerText)).toBe(false);
	});
});
