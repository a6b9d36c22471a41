import * as fc from 'fast-check';
import {
	hasBecomeLow,
	isBalanceState,
	readingOf,
	type BalanceState,
} from '../../../../nodes/AgentsCode/trigger/creditsLow/balanceWatch';

const THRESHOLD = 100;

function stateOf(available: number, change: Partial<BalanceState> = {}): BalanceState {
	return {
		version: 1,
		scope: '1',
		isLow: available < THRESHOLD,
		available,
		used: 1000,
		polledAtMs: 0,
		...change,
	};
}

describe('from one poll to the next', () => {
	it.each<[string, BalanceState | undefined, number, boolean]>([
		['low from the first', undefined, 99, true],
		['enough from the first', undefined, 100, false],
		['falls below', stateOf(100), 99.9, true],
		['falls to it', stateOf(150), 100, false],
		['stays low', stateOf(99), 98, false],
		['rises, not far enough', stateOf(50), 99.9, false],
		['rises to it', stateOf(50), 100, false],
		['falls far', stateOf(1e6), -5, true],
	])('%s', (_, state, available, isReported) => {
		expect(hasBecomeLow(state, { available, used: 5000 }, THRESHOLD, true)).toBe(isReported);
	});
});

describe('from an older state that was low', () => {
	it.each<[string, BalanceState, { available: number; used: number | null }, boolean]>([
		['nothing has changed', stateOf(50), { available: 50, used: 1000 }, false],
		['credits were used', stateOf(50), { available: 20, used: 1030 }, false],
		['some were bought, too few', stateOf(50), { available: 40, used: 1050 }, false],
		['enough were bought, then used', stateOf(50), { available: 40, used: 1060 }, true],
		['many were bought and used', stateOf(50), { available: 10, used: 9000 }, true],
		['the count began anew, and many were used', stateOf(50), { available: 10, used: 200 }, true],
		['the count began anew, and few were used', stateOf(50), { available: 45, used: 5 }, false],
		['nobody tells what was used', stateOf(50), { available: 40, used: null }, false],
		['nobody told', stateOf(50, { used: null }), { available: 40, used: 7000 }, false],
		['credits were taken back', stateOf(50), { available: 5, used: 1000 }, false],
	])('%s', (_, state, now, isReported) => {
		expect(hasBecomeLow(state, now, THRESHOLD, false)).toBe(isReported);
	});
});

describe('over a life of buying and using', () => {
	const steps = fc.array(
		fc.record({ buys: fc.integer({ min: 0, max: 150 }), uses: fc.integer({ min: 0, max: 150 }) }),
		{ maxLength: 40 },
	);
	const start = fc.integer({ min: 0, max: 300 });

	/** Polls after each step; `isSaved` tells after which polls n8n saves what they learnt. */
	function live(
		from: number,
		life: Array<{ buys: number; uses: number }>,
		isRestarted: (step: number) => boolean,
	) {
		let [available, used] = [from, 0];
		let memory: BalanceState | undefined;
		let saved: BalanceState | undefined;
		const seen: number[] = [];
		const reports: number[] = [];
		for (const [step, { buys, uses }] of [{ buys: 0, uses: 0 }, ...life].entries()) {
			available += buys - uses;
			used += uses;
			const isFirst = step === 0 || isRestarted(step);
			const state = isFirst ? saved : memory;
			const fires = hasBecomeLow(state, { available, used }, THRESHOLD, !isFirst);
			memory = stateOf(available, { used });
			if (isFirst || fires) saved = memory;
			seen.push(available);
			if (fires) reports.push(step);
		}
		return { seen, reports };
	}

	it('without restarts: one report for each fall below the threshold', () => {
		fc.assert(
			fc.property(start, steps, (from, life) => {
				const { seen, reports } = live(from, life, () => false);
				const falls = seen.flatMap((available, step) =>
					available < THRESHOLD && (step === 0 || seen[step - 1] >= THRESHOLD) ? [step] : [],
				);
				expect(reports).toEqual(falls);
			}),
		);
	});

	it('with restarts at any time: no fall is missed', () => {
		const restarts = fc.array(fc.boolean(), { minLength: 41, maxLength: 41 });
		fc.assert(
			fc.property(start, steps, restarts, (from, life, at) => {
				const { seen, reports } = live(from, life, (step) => at[step]);
				for (const [step, available] of seen.entries()) {
					const isFall = available < THRESHOLD && (step === 0 || seen[step - 1] >= THRESHOLD);
					if (isFall) expect(reports).toContain(step);
				}
			}),
		);
	});

	it('with restarts while credits only go down: one report', () => {
		const downs = fc.array(fc.record({ buys: fc.constant(0), uses: fc.nat(20) }), {
			maxLength: 40,
		});
		fc.assert(
			fc.property(downs, (life) => {
				const { seen, reports } = live(200, life, () => true);
				expect(reports).toHaveLength(seen.some((available) => available < THRESHOLD) ? 1 : 0);
			}),
		);
	});
});

describe('what is stored', () => {
	it('is believed when it is whole', () => {
		expect(isBalanceState(stateOf(5))).toBe(true);
		expect(isBalanceState(JSON.parse(JSON.stringify(stateOf(5, { used: null }))))).toBe(true);
	});

	it.each<[string, unknown]>([
		['nothing', undefined],
		['text', 'low'],
		['another version', { ...stateOf(5), version: 2 }],
		['no scope', { ...stateOf(5), scope: undefined }],
		['a balance that is no number', { ...stateOf(5), available: '5' }],
		['used as text', { ...stateOf(5), used: '5' }],
		['no time', { ...stateOf(5), polledAtMs: null }],
		['low as text', { ...stateOf(5), isLow: 'yes' }],
	])('is not believed: %s', (_, value) => {
		expect(isBalanceState(value)).toBe(false);
	});

	it.each<[unknown, number | null]>([
		[5, 5],
		[undefined, null],
		['5', null],
		[null, null],
	])('knows what was used only by a number: %j', (used, known) => {
		expect(readingOf({ available: 1, used: used as number })).toEqual({
			available: 1,
			used: known,
		});
	});
});

it('credits that are given back while they are low are no rise', () => {
	const state = { ...stateOf(50), used: 1000 };
	expect(hasBecomeLow(state, { available: 55, used: 995 }, 100, false)).toBe(false);
});
