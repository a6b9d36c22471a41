import fc from 'fast-check';
import { failure, success } from '../../../nodes/AgentsCode/api/result';
import { LimitedService, type Limit } from '../../support/limitedService';
import { refusal } from '../../support/refusingService';
import { VirtualClock } from '../../support/virtualClock';
import { answered, NO_DEADLINE, openGate } from './openGate';

/** Sends `count` requests at once, each answered after `tookMs`, and keeps what was seen. */
function crowd(clock: VirtualClock, count: number, tookMs: number, maxInFlight?: number) {
	const gate = openGate(clock, maxInFlight);
	const seen = { inFlight: 0, peak: 0, order: [] as number[], sentAt: [] as number[] };
	const send = (index: number) => async () => {
		seen.order.push(index);
		seen.sentAt.push(clock.now());
		seen.peak = Math.max(seen.peak, ++seen.inFlight);
		await clock.sleep(tookMs);
		seen.inFlight--;
		return success(index);
	};
	const all = Promise.all(
		Array.from({ length: count }, async (_, index) => await gate.pass(send(index), NO_DEADLINE)),
	);
	return { seen, all };
}

describe('requests in flight', () => {
	it.each([
		[100, 32, undefined],
		[100, 7, 7],
		[3, 3, 7],
		[5, 1, 1],
	])('%i at once: at most %i are under way', async (count, peak, maxInFlight) => {
		const clock = new VirtualClock();
		const { seen, all } = crowd(clock, count, 100, maxInFlight);
		const answers = await clock.run(all);
		expect(seen.peak).toBe(peak);
		expect(answers).toEqual(Array.from({ length: count }, (_, index) => answered(index)));
	});

	it('tell how long each took, without what it waited for its turn', async () => {
		const clock = new VirtualClock();
		const answers = await clock.run(crowd(clock, 3, 100, 1).all);
		expect(answers.map((answer) => answer.ok && answer.tookMs)).toEqual([100, 100, 100]);
	});

	it('go in the order in which they came', async () => {
		const clock = new VirtualClock();
		const { seen, all } = crowd(clock, 20, 100, 3);
		await clock.run(all);
		expect(seen.order).toEqual(Array.from({ length: 20 }, (_, index) => index));
	});

	it('give their place back when sending throws', async () => {
		const clock = new VirtualClock();
		const gate = openGate(clock, 1);
		const bug = gate.pass(async () => await Promise.reject(new Error('bug')), NO_DEADLINE);
		await expect(clock.run(bug)).rejects.toThrow('bug');
		const next = gate.pass(async () => success('fine'), NO_DEADLINE);
		expect(await clock.run(next)).toEqual(answered('fine'));
	});
});

describe('one 429', () => {
	it('holds all back as long as it asks, also those that come later', async () => {
		const clock = new VirtualClock();
		const gate = openGate(clock);
		const sentAt: number[] = [];
		const send = async () => {
			sentAt.push(clock.now());
			await clock.sleep(10);
			return sentAt.length === 1 ? refusal(5000) : success('fine');
		};
		const pass = async () => await gate.pass(send, NO_DEADLINE);
		const first = pass();
		clock.after(100, () => void pass());
		clock.after(4900, () => void pass());
		expect(await clock.run(first)).toEqual(answered('fine'));
		await clock.run(pass());
		expect(sentAt[0]).toBe(0);
		expect(sentAt.filter((at) => at > 0 && at < 5010)).toEqual([]);
		expect(sentAt.length).toBeGreaterThanOrEqual(4);
	});

	it('is followed by single requests with pauses between, not by all together', async () => {
		const clock = new VirtualClock();
		const gate = openGate(clock);
		const sentAt: number[] = [];
		const send = async () => {
			sentAt.push(clock.now());
			await clock.sleep(1);
			return clock.now() < 1000 ? refusal(2000) : success('fine');
		};
		const all = Array.from({ length: 6 }, async () => await gate.pass(send, NO_DEADLINE));
		await clock.run(Promise.all(all));
		const resumed = sentAt.filter((at) => at >= 2000);
		const gaps = resumed.slice(1).map((at, index) => at - resumed[index]);
		expect(resumed).toHaveLength(6);
		expect(Math.min(...gaps)).toBeGreaterThan(0);
	});

	it.each([401, 404, 500, 503])(
		'%i is no refusal of that kind: it is told at once',
		async (code) => {
			const clock = new VirtualClock();
			const fault = { kind: 'status', httpStatus: code, message: '', retryAfterMs: 9000 } as const;
			let sent = 0;
			const answer = openGate(clock).pass(async () => {
				sent++;
				return failure(fault);
			}, NO_DEADLINE);
			expect(await clock.run(answer)).toEqual(failure(fault));
			expect([sent, clock.now()]).toEqual([1, 0]);
		},
	);
});

describe('whatever limit a service keeps', () => {
	const limits = fc.record({
		perSecond: fc.integer({ min: 1, max: 50 }),
		window: fc.constantFrom<Limit['window']>('sliding', 'fixed'),
		retryAfterMs: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined }),
	});

	it('every request passes in the end, exactly once', async () => {
		await fc.assert(
			fc.asyncProperty(limits, fc.integer({ min: 1, max: 60 }), async (limit, count) => {
				const clock = new VirtualClock(1_000_000);
				const service = new LimitedService(clock, limit, () => 20);
				const gate = openGate(clock);
				const request = async () => {
					const answer = await service.request(() => 'served');
					return answer ? success(answer.value) : refusal(limit.retryAfterMs);
				};
				const all = Array.from(
					{ length: count },
					async () => await gate.pass(request, NO_DEADLINE),
				);
				const answers = await clock.run(Promise.all(all), 10_000_000);
				expect(answers).toEqual(new Array(count).fill(answered('served')));
				expect(service.passed).toBe(count);
			}),
			{ numRuns: 40 },
		);
	});
});
