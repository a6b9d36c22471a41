import { createPacer } from '../../../nodes/AgentsCode/api/pacer';
import { refusal, refusingService } from '../../support/refusingService';
import { answered } from './openGate';

describe('a refusal that says little of the limit', () => {
	it('in a quiet time does not hold up the hundred looks at the end', async () => {
		let mayRefuse = true;
		const { clock, pass, crowd } = refusingService((atMs) => {
			if (atMs < 55_000 || !mayRefuse) return undefined;
			mayRefuse = false;
			return refusal(1000);
		});
		await clock.run(crowd(100));
		await clock.run(clock.sleep(55_000 - clock.now()));
		await clock.run(pass());
		await clock.run(clock.sleep(60_000 - clock.now()));
		await clock.run(crowd(100));
		expect(clock.now()).toBeLessThan(62_500);
	});

	it('before anything has passed is followed by a pace that is found within seconds', async () => {
		const { clock, crowd } = refusingService((atMs) => (atMs < 500 ? refusal(1000) : undefined));
		await clock.run(crowd(200));
		expect(clock.now()).toBeLessThan(15_000);
	});

	it('and asks for no pause is not worse than one that asks for a second', async () => {
		const lasts = async (retryAfterMs: number) => {
			const { clock, crowd } = refusingService((_, count) =>
				count === 1 ? refusal(retryAfterMs) : undefined,
			);
			await clock.run(crowd(10));
			await clock.run(crowd(10));
			return clock.now();
		};
		expect(await lasts(0)).toBeLessThanOrEqual((await lasts(1000)) + 3000);
	});
});

describe('the pace', () => {
	/** The interval that the pacer keeps `afterMs` after its pause, which ends at 1011. */
	function intervalMs(passed: number, afterMs = 0): number {
		const pacer = createPacer({ random: () => 0 });
		for (let i = 0; i < passed; i++) pacer.accepted(10);
		pacer.refused({ nowMs: 11, sentAtMs: 0, retryAfterMs: 1000 });
		for (let nowMs = 1011; nowMs < 1011 + afterMs; nowMs += 100) {
			if (pacer.reserve(nowMs) === 0) pacer.accepted(nowMs);
		}
		while (pacer.reserve(1011 + afterMs) === 0) pacer.accepted(1011 + afterMs);
		return pacer.reserve(1011 + afterMs);
	}

	it.each([
		['nothing', 0, 1000],
		['one request', 1, 1000 / 0.9],
		['four', 4, 1000 / 3.6],
	])('that is founded on %s is a guess, and rises quickly', (_, passed, firstMs) => {
		expect(intervalMs(passed)).toBeCloseTo(firstMs);
		expect(intervalMs(passed, 9000)).toBeLessThan(firstMs / 15);
	});

	it('that is founded on five requests rises slowly', () => {
		expect(intervalMs(5)).toBeCloseTo(1000 / 4.5);
		expect(intervalMs(5, 9000)).toBeGreaterThan(150);
	});

	it('is no guess any more once it was refused', () => {
		const pacer = createPacer({ random: () => 0 });
		pacer.refused({ nowMs: 1, sentAtMs: 0, retryAfterMs: 1000 });
		for (let nowMs = 1001; nowMs < 6000; nowMs += 100) {
			if (pacer.reserve(nowMs) === 0) pacer.accepted(nowMs);
		}
		pacer.refused({ nowMs: 6000, sentAtMs: 5999, retryAfterMs: 1000 });
		const intervals = [7000, 10_000].map((atMs) => {
			while (pacer.reserve(atMs) === 0) pacer.accepted(atMs);
			return pacer.reserve(atMs);
		});
		expect(intervals[0]).toBeGreaterThan(1000 / 5.1);
		expect(intervals[1]).toBeCloseTo(intervals[0]);
	});

	it('is half of the best second, where that was better than the last', () => {
		const pacer = createPacer({ random: () => 0 });
		for (let i = 0; i < 40; i++) pacer.accepted(10);
		pacer.accepted(30_000);
		pacer.refused({ nowMs: 30_001, sentAtMs: 30_000, retryAfterMs: 1000 });
		expect(pacer.reserve(31_001)).toBe(0);
		expect(pacer.reserve(31_001)).toBeCloseTo(50);
	});
});

describe('an item whose deadline lasts', () => {
	it('is not failed by refusals that ask for nothing', async () => {
		const { clock, crowd } = refusingService((atMs) => (atMs < 70_000 ? refusal() : undefined));
		const answers = await clock.run(crowd(10, 90_000));
		expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
	});

	it('is not failed by a little more than the service asks for', async () => {
		const { clock, pass } = refusingService((_, count) =>
			count === 1 ? refusal(115_000) : undefined,
		);
		expect(await clock.run(pass(0, 120_000))).toEqual(answered(0));
	});

	it('finds the pace as it was after a limit that stayed closed', async () => {
		const { clock, crowd } = refusingService((atMs) =>
			atMs > 0 && atMs < 30_000 ? refusal(1000) : undefined,
		);
		await clock.run(crowd(200));
		expect(clock.now()).toBeLessThan(50_000);
	});
});
