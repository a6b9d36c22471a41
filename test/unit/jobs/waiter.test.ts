import fc from 'fast-check';
import { VirtualClock } from '../../support/virtualClock';
import { play, type Seen } from './waits';

describe('what a wait ends with', () => {
	it.each<[string, Seen[], object, number[]]>([
		[
			'success at the first look',
			['done'],
			{ outcome: 'succeeded', last: 'done', looks: 1 },
			[500],
		],
		[
			'success later on',
			['running', 'blip', 'done'],
			{ outcome: 'succeeded', last: 'done', looks: 3 },
			[500, 1500, 2500],
		],
		[
			'failure',
			['running', 'broken'],
			{ outcome: 'failed', last: 'broken', looks: 2 },
			[500, 1500],
		],
	])('%s', async (_, seen, outcome, times) => {
		const { end, lookedAt } = play({ seen });
		expect(await end).toEqual(outcome);
		expect(lookedAt).toEqual(times);
	});

	it('lets the first acceptor that matches decide', async () => {
		const everything = () => true;
		const { end } = play({
			seen: ['done'],
			acceptors: [
				{ verdict: 'failure', matches: everything },
				{ verdict: 'success', matches: everything },
			],
		});
		expect(await end).toMatchObject({ outcome: 'failed' });
	});

	it('looks again at what no acceptor knows', async () => {
		const { end } = play({ seen: ['running'], acceptors: [], deadlineAt: 2000 });
		expect(await end).toEqual({ outcome: 'timedOut', last: 'running', looks: 3 });
	});
});

describe('the deadline', () => {
	it('cuts the delay that would pass it, and takes one last look', async () => {
		const { end, lookedAt } = play({ seen: ['running'], delayMs: 30_000, deadlineAt: 40_000 });
		expect(await end).toEqual({ outcome: 'timedOut', last: 'running', looks: 3 });
		expect(lookedAt).toEqual([500, 30_500, 40_000]);
	});

	it('lets the last look succeed', async () => {
		const { end } = play({ seen: ['running', 'done'], delayMs: 30_000, deadlineAt: 10_000 });
		expect(await end).toEqual({ outcome: 'succeeded', last: 'done', looks: 2 });
	});

	it('takes one look when it has passed before the wait began', async () => {
		const { end, lookedAt } = play({ seen: ['running'], deadlineAt: -5 });
		expect(await end).toEqual({ outcome: 'timedOut', last: 'running', looks: 1 });
		expect(lookedAt).toEqual([0]);
	});

	it('takes one more look when an earlier one began before it and ended after it', async () => {
		const { end, lookedAt } = play({
			seen: ['running', 'done'],
			lookTakesMs: 3000,
			deadlineAt: 2000,
		});
		expect(await end).toMatchObject({ outcome: 'succeeded', looks: 2 });
		expect(lookedAt).toEqual([500, 3500]);
	});

	it.each([NaN, Infinity])('comes in its own time when a delay is %p', async (delayMs) => {
		const { end, lookedAt } = play({ seen: ['running'], delayMs, deadlineAt: 5000 });
		expect(await end).toMatchObject({ outcome: 'timedOut', looks: 2 });
		expect(lookedAt).toEqual([500, 5000]);
	});
});

describe('an abort', () => {
	it('before the wait: no look at all', async () => {
		const clock = new VirtualClock();
		clock.abort();
		const { end, lookedAt } = play({ seen: ['done'] }, clock);
		expect(await end).toEqual({ outcome: 'aborted', last: undefined, looks: 0 });
		expect(lookedAt).toEqual([]);
	});

	it('while sleeping: ends at once, with what was seen last', async () => {
		const clock = new VirtualClock();
		clock.after(700, () => clock.abort());
		const { end, lookedAt } = play({ seen: ['running'] }, clock);
		expect(await end).toEqual({ outcome: 'aborted', last: 'running', looks: 1 });
		expect(lookedAt).toEqual([500]);
		expect(clock.now()).toBe(700);
	});

	it.each<[Seen, string]>([
		['running', 'aborted'],
		['broken', 'aborted'],
		['done', 'succeeded'],
	])('during a look that sees "%s": %s', async (sight, outcome) => {
		const clock = new VirtualClock();
		clock.after(600, () => clock.abort());
		const { end, lookedAt } = play({ seen: [sight], lookTakesMs: 200 }, clock);
		expect(await end).toEqual({ outcome, last: sight, looks: 1 });
		expect(lookedAt).toHaveLength(1);
	});
});

describe('whatever the delays', () => {
	const delays = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 30 });

	it('no look begins after the deadline, and the last one is taken at it', async () => {
		await fc.assert(
			fc.asyncProperty(delays, fc.integer({ min: 0, max: 50_000 }), async (each, deadlineAt) => {
				const delayMs = (look: number) => each[look % each.length];
				const { end, lookedAt } = play({ seen: ['running'], delayMs, deadlineAt });
				expect(await end).toMatchObject({ outcome: 'timedOut', looks: lookedAt.length });
				expect(lookedAt.at(-1)).toBe(deadlineAt);
			}),
			{ numRuns: 50 },
		);
	});

	it('no look begins after an abort', async () => {
		await fc.assert(
			fc.asyncProperty(
				delays,
				fc.integer({ min: 1, max: 50_000 }),
				fc.integer({ min: 0, max: 500 }),
				async (each, abortAt, lookTakesMs) => {
					const clock = new VirtualClock();
					clock.after(abortAt, () => clock.abort());
					const delayMs = (look: number) => each[look % each.length];
					const { end, lookedAt } = play({ seen: ['running'], delayMs, lookTakesMs }, clock);
					expect(await end).toMatchObject({ outcome: 'aborted' });
					expect(lookedAt.filter((at) => at > abortAt)).toEqual([]);
					expect(clock.now()).toBe(abortAt);
				},
			),
			{ numRuns: 50 },
		);
	});
});
