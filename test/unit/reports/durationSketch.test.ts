import * as fc from 'fast-check';
import {
	DurationSketch,
	EXACT_UP_TO,
	RELATIVE_ERROR,
} from '../../../nodes/AgentsCode/reports/durationSketch';

function p95Of(values: number[]): number | undefined {
	const sketch = new DurationSketch();
	for (const value of values) sketch.add(value);
	return sketch.p95();
}

function exactP95(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.ceil((values.length * 95) / 100) - 1];
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

it.each<[string, number[], number | undefined]>([
	['none', [], undefined],
	['one', [7], 7],
	['zero', [0], 0],
	['twenty', upTo(20), 19],
	['twenty-one', upTo(21), 20],
	['a hundred', upTo(100), 95],
	['the most that is exact', upTo(EXACT_UP_TO), 950],
	['many that are equal', Array<number>(5000).fill(3.7), 3.7],
	['many zeros', Array<number>(5000).fill(0), 0],
])('%s', (_, values, p95) => {
	expect(p95Of(values)).toBe(p95);
});

const seconds = fc.oneof(
	fc.double({ min: 0.001, max: 10, noNaN: true }),
	fc.double({ min: 0.001, max: 1e6, noNaN: true }),
);

it('is exact for few values', () => {
	fc.assert(
		fc.property(fc.array(seconds, { minLength: 1, maxLength: 100 }), (values) => {
			expect(p95Of(values)).toBe(exactP95(values));
		}),
	);
});

it('keeps within its stated distance for many values, in any order', () => {
	const many = fc.array(seconds, { minLength: 1, maxLength: 40 });
	fc.assert(
		fc.property(many, fc.integer({ min: 1, max: 5 }), (pattern, seed) => {
			const count = EXACT_UP_TO + 1 + seed * 37;
			const values = Array.from(
				{ length: count },
				(_, index) => pattern[index % pattern.length] * (1 + (index % 97) / 500),
			);
			const exact = exactP95(values);
			const told = p95Of(values) ?? NaN;
			expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * RELATIVE_ERROR * 1.000001);
			expect(p95Of([...values].reverse())).toBe(told);
		}),
		{ numRuns: 50 },
	);
});

it('keeps its size, however many and however different the values are', () => {
	const sketch = new DurationSketch();
	for (let index = 0; index < 200_000; index++) sketch.add((index % 5003) ** 2.7 / 1000);
	const kept = JSON.stringify([...(sketch as unknown as { buckets: Map<number, number> }).buckets]);
	expect(kept.length).toBeLessThan(30_000);
	expect(JSON.stringify(sketch).length).toBeLessThan(1000);
});
