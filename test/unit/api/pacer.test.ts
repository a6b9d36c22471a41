import fc from 'fast-check';
import { createPacer, type Pacer } from '../../../nodes/AgentsCode/api/pacer';

const noJitter = () => 0;

/** Takes as many slots as the pacer gives between two moments, and tells when. */
function slotsBetween(pacer: Pacer, fromMs: number, untilMs: number, answer = true): number[] {
	const slots: number[] = [];
	for (let nowMs = fromMs; nowMs < untilMs; ) {
		const waitMs = pacer.reserve(nowMs);
		if (waitMs === 0) {
			slots.push(nowMs);
			if (answer) pacer.accepted(nowMs);
		}
		nowMs += waitMs;
		if (slots.length > 1000) break;
	}
	return slots;
}

/** A burst at time 0 of which `passing` requests are accepted, and all others refused. */
function burst(pacer: Pacer, passing: number, refused: number, retryAfterMs?: number): void {
	for (let i = 0; i < passing; i++) pacer.accepted(10);
	for (let i = 0; i < refused; i++) pacer.refused({ nowMs: 11, sentAtMs: 0, retryAfterMs });
}

describe('until the first refusal', () => {
	it('nothing is held back', () => {
		const pacer = createPacer({ random: noJitter });
		for (let nowMs = 0; nowMs < 10_000; nowMs++) {
			expect(pacer.reserve(nowMs)).toBe(0);
			pacer.accepted(nowMs);
		}
	});
});

describe('the pause after a refusal', () => {
	it.each([
		['what the service asks for', 3000, 3000],
		['nothing, if it asks for nothing', 0, 0],
		['a second, if it says nothing', undefined, 1000],
	])('is %s', (_, retryAfterMs, pauseMs) => {
		const pacer = createPacer({ random: noJitter });
		burst(pacer, 8, 1, retryAfterMs);
		if (pauseMs > 0) expect(pacer.reserve(11)).toBe(pauseMs);
		expect(pacer.reserve(11 + pauseMs)).toBe(0);
	});

	it('is never cut short by jitter', () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (random) => {
				const pacer = createPacer({ random: () => random });
				burst(pacer, 8, 1, 2000);
				expect(pacer.reserve(11)).toBeGreaterThanOrEqual(2000);
				expect(pacer.reserve(11)).toBeLessThanOrEqual(2200);
			}),
		);
	});

	it('is prolonged, not doubled, by refusals of requests that were already under way', () => {
		const pacer = createPacer({ random: noJitter });
		burst(pacer, 8, 20);
		expect(pacer.reserve(11)).toBe(1000);
		pacer.refused({ nowMs: 500, sentAtMs: 3, retryAfterMs: 2000 });
		expect(pacer.reserve(500)).toBe(2000);
		pacer.refused({ nowMs: 600, sentAtMs: 4 });
		expect(pacer.reserve(600)).toBe(1900);
	});

	it('doubles while nothing passes, up to 10 s', () => {
		const pacer = createPacer({ random: noJitter });
		const pauses: number[] = [];
		let nowMs = 0;
		for (let i = 0; i < 8; i++) {
			pacer.refused({ nowMs: nowMs + 1, sentAtMs: nowMs });
			pauses.push(pacer.reserve(nowMs + 1));
			nowMs += 1 + pauses[i];
			expect(pacer.reserve(nowMs)).toBe(0);
		}
		expect(pauses).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000]);
	});

	it('grows beyond what the service asks for only if that did not help', () => {
		const pacer = createPacer({ random: noJitter });
		const pauses: number[] = [];
		let nowMs = 0;
		for (const retryAfterMs of [500, 500, 500, 60_000]) {
			pacer.refused({ nowMs: nowMs + 1, sentAtMs: nowMs, retryAfterMs });
			pauses.push(pacer.reserve(nowMs + 1));
			nowMs += 1 + pacer.reserve(nowMs + 1);
			pacer.reserve(nowMs);
		}
		expect(pauses).toEqual([500, 2000, 4000, 60_000]);
	});

	it('starts anew at a second once something has passed', () => {
		const pacer = createPacer({ random: noJitter });
		pacer.refused({ nowMs: 1, sentAtMs: 0 });
		pacer.reserve(1001);
		pacer.refused({ nowMs: 1002, sentAtMs: 1001 });
		expect(pacer.reserve(1002)).toBe(2000);
		pacer.reserve(3002);
		pacer.accepted(3003);
		const at = 3003 + pacer.reserve(3003);
		expect(pacer.reserve(at)).toBe(0);
		pacer.refused({ nowMs: at + 1, sentAtMs: at });
		expect(pacer.reserve(at + 1)).toBe(1000);
	});
});

describe('after the pause', () => {
	it.each([
		[8, 1000 / 7.2],
		[50, 1000 / 45],
		[5, 1000 / 4.5],
	])('having seen %d pass in a second, requests follow each other by %d ms', (passing, gapMs) => {
		const pacer = createPacer({ random: noJitter });
		burst(pacer, passing, 5, 1000);
		const slots = slotsBetween(pacer, 1011, 5000);
		const gaps = slots.slice(1).map((at, i) => at - slots[i]);
		expect(slots[0]).toBe(1011);
		for (const gap of gaps) expect(gap).toBeCloseTo(gapMs);
	});

	it('counts what passes while the refusals are still coming in', () => {
		const pacer = createPacer({ random: noJitter });
		pacer.refused({ nowMs: 9, sentAtMs: 0, retryAfterMs: 1000 });
		for (let i = 0; i < 8; i++) pacer.accepted(10 + i);
		expect(pacer.reserve(1009)).toBe(0);
		expect(pacer.reserve(1009)).toBeCloseTo(1000 / 7.2);
	});

	it('makes up for a timer that fires late, but never for a longer pause', () => {
		const pacer = createPacer({ random: noJitter });
		burst(pacer, 10, 1, 1000);
		expect(pacer.reserve(1011)).toBe(0);
		expect(pacer.reserve(1011 + 111 + 20)).toBe(0);
		expect(pacer.reserve(1011 + 111 + 20)).toBeCloseTo(111 - 20, 0);
		expect(pacer.reserve(3000)).toBe(0);
		expect(pacer.reserve(3000)).toBeCloseTo(111, 0);
	});

	it('holds the rate for five seconds, then lets it rise slowly', () => {
		const pacer = createPacer({ random: noJitter });
		burst(pacer, 10, 1, 1000);
		const slots = slotsBetween(pacer, 1011, 22_000);
		const inSecond = (from: number) => slots.filter((at) => at >= from && at < from + 1000).length;
		expect(inSecond(2000)).toBe(9);
		expect(inSecond(5000)).toBe(9);
		expect(inSecond(20_000)).toBeGreaterThan(13);
		expect(inSecond(20_000)).toBeLessThan(20);
	});

	it('slows down when refused again, by no more than half', () => {
		const pacer = createPacer({ random: noJitter });
		burst(pacer, 20, 1, 1000);
		expect(pacer.reserve(1011)).toBe(0);
		pacer.accepted(1011);
		pacer.refused({ nowMs: 1015, sentAtMs: 1012, retryAfterMs: 1000 });
		const resumesAt = 1015 + pacer.reserve(1015);
		expect(pacer.reserve(resumesAt)).toBe(0);
		expect(pacer.reserve(resumesAt)).toBeCloseTo(1000 / 9);
	});

	it('ends after ten seconds without a request', () => {
		const pacer = createPacer({ random: noJitter });
		burst(pacer, 2, 1, 1000);
		slotsBetween(pacer, 1011, 3000);
		expect(slotsBetween(pacer, 14_000, 14_001)).toHaveLength(1001);
	});

	it('ends when the rate has risen far beyond need', () => {
		const pacer = createPacer({ random: noJitter });
		burst(pacer, 90, 1, 1000);
		slotsBetween(pacer, 1011, 20_000);
		expect(pacer.reserve(20_001)).toBe(0);
		expect(pacer.reserve(20_001)).toBe(0);
	});
});
