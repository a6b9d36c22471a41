import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';
import { ended } from './scriptedSource';
import { idsOf, knownOf, taken, walkOf } from './walking';

describe('a walk that is taken up again', () => {
	const read = [
		{ key: rowKey('n1'), isSettled: true },
		{ key: rowKey('n2'), isSettled: false },
		{ key: rowKey('n3'), isSettled: true },
	];
	const known = knownOf('k');

	it('at its cursor has read what lies above it', () => {
		const walk = walkOf({ known, resumed: { read, above: 2, isCut: false, cursor: 'c' } });
		expect([walk.cursor, walk.read]).toEqual(['c', read.slice(0, 2)]);
		taken(walk, [ended('n2', 1), ended('n3', 0.5), ended('n4', 0.4)]);
		expect(idsOf(walk.news)).toBe('n4');
		expect(walk.read).toHaveLength(4);
	});

	it('at the top judges anew, but for what was settled', () => {
		const walk = walkOf({ known, resumed: { read, above: 2, isCut: false } });
		expect([walk.cursor, walk.read, walk.readEarlier]).toEqual([undefined, [], read]);
		taken(walk, [ended('n0', 2), ended('n1', 1), ended('n2', 0.9), ended('n3', 0.5)]);
		expect(idsOf(walk.news)).toBe('n0 n2');
	});

	it('is anchored by what it has read', () => {
		const anchored = { read: [{ key: rowKey('k'), isSettled: true }], above: 1, isCut: false };
		expect(walkOf({ known, resumed: { ...anchored, cursor: 'c' } }).isAnchored).toBe(true);
		expect(walkOf({ known, resumed: anchored }).isAnchored).toBe(false);
	});

	it.each([
		['at the top knows what was cut', undefined, true, 'above'],
		['at its cursor is below what was cut', 'c', true, 'above cut'],
		['that was not cut has no gap', undefined, false, 'above cut'],
	])('%s', (_, cursor, isCut, news) => {
		const keys = Array.from({ length: 905 }, (__, index) => rowKey(`r${index}`));
		const kept = keys.map((key) => ({ key, isSettled: true }));
		const walk = walkOf({ resumed: { read: kept, above: 0, isCut, cursor } });
		const row = (index: number) => ended(`r${index}`, -index);
		taken(walk, [ended('above', 1), row(898), row(899), ended('cut', -899), row(900)]);
		expect(idsOf(walk.news)).toBe(news);
	});
});
