import fc from 'fast-check';
import { waitFor, type Acceptor, type Wait } from '../../../nodes/AgentsCode/jobs/waiter';
import { VirtualClock } from '../../support/virtualClock';

type Seen = 'running' | 'done' | 'broken' | 'blip';

const ACCEPTORS: Array<Acceptor<Seen>> = [
	{ verdict: 'retry', matches: (seen) => seen === 'blip' },
	{ verdict: 'success', matches: (seen) => seen === 'done' },
	{ verdict: 'failure', matches: (seen) => seen === 'broken' },
];

interface Script {
	/** What the looks see, one after another; the last one for ever. */
	seen: Seen[];
	delayMs?: number | ((look: number) => number);
	firstDelayMs?: number;
	deadlineAt?: number;
	lookTakesMs?: number;
	acceptors?: Array<Acceptor<Seen>>;
	respiteMs?: () => number;
}

/** Plays one wait in virtual time and tells when it looked. */
function play(script: Script, clock = new VirtualClock()) {
	const lookedAt: number[] = [];
	const { seen, delayMs = 1000, lookTakesMs = 0 } = script;
	const wait: Wait<Seen> = {
		clock,
		acceptors: script.acceptors ?? ACCEPTORS,
		deadlineAt: script.deadlineAt ?? 60_000,
		firstDelayMs: script.firstDelayMs ?? 500,
		nextDelayMs: () => (typeof delayMs === 'function' ? delayMs(lookedAt.length) : delayMs),
		respiteMs: script.respiteMs,
		look: async () => {
			const sight = seen[Math.min(lookedAt.length, seen.length - 1)];
			lookedAt.push(clock.now());
			await clock.sleep(lookTakesMs);
			return sight;
		},
	};
	return { lookedAt, clock, end: clock.run(waitFor(wait), 100_000) };
}

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

describe('a look that is due', () => {
	/** Puts looks off at these times, for so long. */
	function playWithRespites(respites: Record<number, number>, script: Partial<Script> = {}) {
		const clock = new VirtualClock();
		const respiteMs = () => respites[clock.now()] ?? 0;
		return play({ seen: ['running', 'done'], ...script, respiteMs }, clock);
	}

	it('waits as long as there is a respite', async () => {
		const { end, lookedAt } = playWithRespites({ 500: 200, 700: 300, 2000: 50 });
		expect(await end).toMatchObject({ outcome: 'succeeded', looks: 2 });
		expect(lookedAt).toEqual([1000, 2050]);
	});

	it('is taken at the deadline, whatever respite there is', async () => {
		const { end, lookedAt } = playWithRespites({ 500: 9000 }, { deadlineAt: 1500 });
		expect(await end).toMatchObject({ outcome: 'timedOut', looks: 1 });
		expect(lookedAt).toEqual([1500]);
	});

	it('is not taken when the wait is aborted during a respite', async () => {
		const { clock, end, lookedAt } = playWithRespites({ 500: 9000 });
		clock.after(1000, () => clock.abort());
		expect(await end).toEqual({ outcome: 'aborted', last: undefined, looks: 0 });
		expect(lookedAt).toEqual([]);
	});
});
