import * as fc from 'fast-check';
import { ExactSum } from '../../../nodes/AgentsCode/reports/exactSum';

function sumOf(values: number[]): number {
	const sum = new ExactSum();
	for (const value of values) sum.add(value);
	return sum.toNumber();
}

it.each<[number[], number]>([
	[[], 0],
	[[0.1, 0.2], 0.3],
	[Array<number>(10).fill(0.1), 1],
	[[1e21, 1, -1e21], 1],
	[[1e21, 2.5e21], 3.5e21],
	[[1e-7, 2e-7], 3e-7],
	[[0.1, -0.1], 0],
	[[-0, 0], 0],
	[[1.005, 2.675, 0.3], 3.98],
	[[Number.MAX_SAFE_INTEGER, 0.5, 0.5], Number.MAX_SAFE_INTEGER + 1],
	[[5e-324, 1], 1],
])('%j is %d', (values, sum) => {
	expect(sumOf(values)).toBe(sum);
});

it('does not drift over 100,000 prices', () => {
	expect(sumOf(Array<number>(100_000).fill(0.1))).toBe(10_000);
});

it('is the sum of the cents, in any order', () => {
	const cents = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 200 });
	fc.assert(
		fc.property(cents, (amounts) => {
			const total = amounts.reduce((sum, amount) => sum + amount, 0);
			const prices = amounts.map((amount) => amount / 100);
			expect(sumOf(prices)).toBe(total / 100 + 0);
			expect(sumOf([...prices].sort((a, b) => a - b))).toBe(total / 100 + 0);
		}),
	);
});
