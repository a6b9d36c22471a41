import fc from 'fast-check';

import { ask } from './client';
import { type Emulator, startEmulator } from './index';
import { RateLimit, type RateLimitRule, retryAfterHeader } from './rateLimit';

describe('the rate limit', () => {
	function waits(rule: RateLimitRule, arrivals: number[]): number[] {
		const limit = new RateLimit();
		return arrivals.map((at) => limit.waitMs(rule, at));
	}

	it.each<[string, RateLimitRule, number[], number[]]>([
		['sliding', { perSecond: 2 }, [0, 600, 700, 999, 1000, 1001, 1600], [0, 0, 300, 1, 0, 599, 0]],
		[
			'fixed',
			{ perSecond: 2, window: 'fixed' },
			[500, 600, 700, 1000, 1001, 1002],
			[0, 0, 300, 0, 0, 998],
		],
		['of a minute', { perSecond: 0.05, windowMs: 60_000 }, [0, 1, 2, 3], [0, 0, 0, 59_997]],
	])('%s', (_, rule, arrivals, expected) => {
		expect(waits(rule, arrivals)).toEqual(expected);
	});

	it('never lets more through than allowed, and what it tells to wait is enough', () => {
		const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 });
		fc.assert(
			fc.property(gaps, fc.integer({ min: 1, max: 5 }), (between, perSecond) => {
				const limit = new RateLimit();
				const admitted: number[] = [];
				let now = 0;
				for (const gap of between) {
					now += gap;
					const waitMs = limit.waitMs({ perSecond }, now);
					if (waitMs > 0) {
						now += waitMs;
						expect(limit.waitMs({ perSecond }, now)).toBe(0);
					}
					admitted.push(now);
				}
				for (const at of admitted)
					expect(
						admitted.filter((other) => other > at - 1000 && other <= at).length,
					).toBeLessThanOrEqual(perSecond);
			}),
		);
	});

	it.each([
		['seconds', 1, { 'retry-after': '1' }],
		['seconds', 1001, { 'retry-after': '2' }],
		['date', 1, { 'retry-after': 'Thu, 01 Jan 1970 00:00:02 GMT' }],
		['missing', 1, {}],
	] as const)('tells %s of %i ms', (form, waitMs, expected) => {
		expect(retryAfterHeader(form, waitMs, 1000)).toEqual(expected);
	});

	let emulator: Emulator | undefined;
	afterEach(async () => await emulator?.close());

	it('answers 429 over HTTP, on the routes it is for, in the clock of the service', async () => {
		emulator = await startEmulator();
		const skew = 3_600_000;
		emulator.behave({
			clockSkewMs: skew,
			rateLimit: {
				perSecond: 1,
				windowMs: 60_000,
				window: 'sliding',
				retryAfter: 'date',
				routes: ['getBalance'],
			},
		});
		emulator.behaviour.rateLimit!.perSecond = 1 / 60;
		const statuses: number[] = [];
		for (const path of ['/credits/balance', '/credits/balance', '/agents'])
			statuses.push((await ask(emulator, path)).status);
		expect(statuses).toEqual([200, 429, 200]);
		const { headers } = await ask(emulator, '/credits/balance');
		const opensAt = Date.parse(headers.get('retry-after') ?? '');
		expect(opensAt - Date.parse(headers.get('date') ?? '')).toBeGreaterThan(50_000);
		expect(opensAt - Date.now()).toBeGreaterThan(skew);
		expect(emulator.count('getBalance', { status: 429 })).toBe(2);
		expect(emulator.contractViolations).toEqual([]);
	});
});
