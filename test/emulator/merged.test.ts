import fc from 'fast-check';

import { readCursor, writeCursor } from './cursors';
import { Merged, type Placed } from './merged';
import type { RunRow } from './runs';

describe('two sorted lists read as one', () => {
	const keys = fc.array(fc.record({ time: fc.integer({ min: 0, max: 9 }), id: fc.uuid() }));
	const place = (list: Array<{ time: number; id: string }>): Placed[] =>
		list.map((key) => ({ key, row: { id: key.id } as RunRow }));

	it('are the same as one sorted list, at every place', () => {
		const direction = fc.constantFrom('newestFirst' as const, 'oldestFirst' as const);
		fc.assert(
			fc.property(keys, keys, direction, fc.nat(20), (a, b, way, size) => {
				const whole = Merged.sorted(place([...a, ...b]), way);
				const merged = new Merged(Merged.sorted(place(a), way), Merged.sorted(place(b), way), way);
				const ids = whole.map(({ row }) => row.id);
				for (let from = 0; from <= ids.length; from++) {
					const slice = merged.slice(from, size).map(({ id }) => id);
					expect(slice).toEqual(ids.slice(from, from + size));
					if (from < ids.length) {
						expect(merged.keyAt(from)).toEqual(whole[from].key);
						expect(merged.indexAfter(whole[from].key)).toBe(from + 1);
					}
				}
			}),
		);
	});

	it('remember a place in a cursor', () => {
		for (const after of [{ time: Infinity, id: 'x' }, { time: 12, id: '' }, undefined])
			expect(readCursor(writeCursor({ offset: 3, after }))).toEqual({
				offset: 3,
				...(after && { after }),
			});
		expect(readCursor('nonsense')).toBeUndefined();
	});
});
