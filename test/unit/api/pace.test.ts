import {
	firstPace,
	hasFaded,
	rateAt,
	slowerPace,
	type Pace,
} from '../../../nodes/AgentsCode/api/pace';

const NOW = 1_000_000;
const pace = (change: Partial<Pace> = {}): Pace => ({
	perSecond: 10,
	sinceMs: NOW - 4000,
	lastSlotMs: NOW,
	isGuess: false,
	...change,
});
/** So many requests that passed in the last so many milliseconds. */
const passed = (count: number, withinMs: number) =>
	Array.from({ length: count }, (_, index) => NOW - (index / count) * withinMs);
const evidence = (acceptedAtMs: number[], best = 0) => ({ refusedAtMs: NOW, acceptedAtMs, best });

describe('the first pace', () => {
	it.each([
		['nine tenths of what passed in the last second', passed(20, 999), 20, 18, false],
		['half of the best second, where that is more', passed(4, 999), 20, 10, false],
		['one, where nothing was seen to pass', [], 0, 1, true],
		['a guess, where fewer than five passed', passed(4, 999), 4, 3.6, true],
		['none, where five passed', passed(5, 999), 0, 4.5, false],
		['none, where five passed once', [], 5, 2.5, false],
		['not from what passed a second ago', [NOW - 1000], 0, 1, true],
	])('is %s', (_, accepted, best, perSecond, isGuess) => {
		const found = firstPace(evidence(accepted, best));
		expect(found.perSecond).toBeCloseTo(perSecond);
		expect(found.isGuess).toBe(isGuess);
	});
});

describe('a pace that was refused becomes', () => {
	it.each([
		['nine tenths of what passed', pace(), passed(8, 999), 7.2],
		['no less than half of itself', pace(), passed(2, 999), 5],
		['no more than nine tenths of itself', pace(), passed(30, 999), 9],
		[
			'as much as passed in the time it was kept',
			pace({ sinceMs: NOW - 500 }),
			passed(4, 499),
			7.2,
		],
		['half of itself, where it was kept for no time', pace({ sinceMs: NOW }), [], 5],
		['never less than one in four seconds', pace({ perSecond: 0.3 }), [], 0.25],
		['less than it had risen to', pace({ sinceMs: NOW - 10_000 }), passed(30, 999), 9 * 1.04 ** 5],
	])('%s', (_, refused, accepted, perSecond) => {
		const found = slowerPace(refused, evidence(accepted));
		expect(found.perSecond).toBeCloseTo(perSecond);
		expect(found.isGuess).toBe(false);
	});
});

describe('a pace', () => {
	it('rises by four per cent a second after five steady ones', () => {
		expect(rateAt(pace(), NOW + 1000)).toBe(10);
		expect(rateAt(pace(), NOW + 3000)).toBeCloseTo(10 * 1.04 ** 2);
	});

	it('that is a guess rises by half a second after a single one', () => {
		const guess = pace({ isGuess: true, sinceMs: NOW });
		expect(rateAt(guess, NOW + 1000)).toBe(10);
		expect(rateAt(guess, NOW + 3000)).toBeCloseTo(10 * 1.5 ** 2);
	});

	it.each([
		['a hundred a second', pace({ perSecond: 100 }), true],
		['less', pace({ perSecond: 99.9 }), false],
		['ten seconds without a request', pace({ lastSlotMs: NOW - 10_000 }), false],
		['more than that', pace({ lastSlotMs: NOW - 10_001 }), true],
	])('fades at %s', (_, kept, isFaded) => expect(hasFaded(kept, NOW)).toBe(isFaded));
});
