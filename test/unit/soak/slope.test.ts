import fc from 'fast-check';
import { fitLine } from '../../soak/slope';

describe('a line through points', () => {
	it('finds the line that points lie on, without doubt', () => {
		const rise = fc.integer({ min: -1000, max: 1000 });
		fc.assert(
			fc.property(rise, rise, fc.integer({ min: 3, max: 50 }), (slope, start, count) => {
				const points = Array.from({ length: count }, (_, x) => ({ x, y: start + slope * x }));
				const line = fitLine(points);
				expect(line.slope).toBeCloseTo(slope, 6);
				expect(line.uncertainty).toBeCloseTo(0, 5);
				expect(line.first).toBeCloseTo(start, 5);
				expect(line.last).toBeCloseTo(start + slope * (count - 1), 5);
			}),
		);
	});

	it('is unsure of what scatters, and says by how much', () => {
		// By hand: slope 0.6, residuals 0.2, -0.4, 0.2 doubled, spread 5.
		const { slope, uncertainty } = fitLine([1, 2, 2, 3].map((y, x) => ({ x, y })));
		expect(slope).toBeCloseTo(0.6, 10);
		expect(uncertainty).toBeCloseTo(1.96 * Math.sqrt(0.2 / 2 / 5), 10);
	});

	it.each([
		['one point', [{ x: 1, y: 5 }]],
		['two points', [1, 2].map((x) => ({ x, y: x }))],
		['points of one moment', [1, 2, 3].map((y) => ({ x: 0, y }))],
	])('claims nothing from %s', (_, points) => expect(fitLine(points).uncertainty).toBe(Infinity));
});
