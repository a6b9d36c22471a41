import * as n8n from 'n8n-workflow';
import { createClock } from '../../../nodes/AgentsCode/api/clock';

/** Each generation of n8n-workflow has its own `sleep`; this one is swapped by the tests. */
jest.mock('n8n-workflow', () => ({
	__esModule: true,
	...jest.requireActual<typeof n8n>('n8n-workflow'),
	sleep: jest.fn(),
}));

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

const actual = jest.requireActual<typeof n8n>('n8n-workflow').sleep as Sleep;

const deaf: Sleep = async (ms) => await actual(ms);
const resolving: Sleep = async (ms, signal) => await actual(ms, signal).catch(() => undefined);
const rejecting: Sleep = async (ms, signal) => {
	await resolving(ms, signal);
	if (signal?.aborted) throw new Error('Aborted');
};

const GENERATIONS: Array<[string, Sleep]> = [
	['ignores the signal (before 2.38)', deaf],
	['rejects when aborted', rejecting],
	['resolves when aborted', resolving],
	['is the one of the installed version', actual],
];

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

/** Whether a promise has been settled, after everything that is ready to go on has gone on. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
	let done = false;
	void promise.then(() => (done = true));
	await jest.advanceTimersByTimeAsync(0);
	return done;
}

describe.each(GENERATIONS)('where sleep %s', (_, sleep) => {
	beforeEach(() => jest.mocked(n8n.sleep).mockImplementation(sleep));

	it.each([1, 249, 250, 251, 30_000])('sleeps %i ms', async (ms) => {
		const nap = createClock().sleep(ms);
		await jest.advanceTimersByTimeAsync(ms - 1);
		expect(await isDone(nap)).toBe(false);
		await jest.advanceTimersByTimeAsync(1);
		expect(await isDone(nap)).toBe(true);
		expect(jest.getTimerCount()).toBe(0);
	});

	it.each([0, -5, NaN])('does not sleep %p ms', async (ms) => {
		expect(await isDone(createClock().sleep(ms))).toBe(true);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('wakes every sleeper at once when the execution is stopped', async () => {
		const stopButton = new AbortController();
		const clock = createClock(stopButton.signal);
		const naps = [100, 10_000, 3_600_000].map(async (ms) => await clock.sleep(ms));
		await jest.advanceTimersByTimeAsync(50);
		stopButton.abort();
		expect(await isDone(Promise.all(naps))).toBe(true);
		expect(Date.now()).toBe(1_000_050);
	});

	it('leaves no timer behind that runs longer than a quarter of a second', async () => {
		const clock = createClock();
		const nap = clock.sleep(3_600_000);
		await jest.advanceTimersByTimeAsync(1000);
		clock.stop();
		await nap;
		await jest.advanceTimersByTimeAsync(250);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('does not sleep any more once it was stopped', async () => {
		const clock = createClock();
		clock.stop();
		expect(await isDone(clock.sleep(10_000))).toBe(true);
	});
});

describe('what a clock knows of its end', () => {
	beforeEach(() => jest.mocked(n8n.sleep).mockImplementation(rejecting));

	it('is not aborted at first, also without a signal', () => {
		expect(createClock()).toMatchObject({ aborted: false, stoppedByN8n: false });
		const { signal } = new AbortController();
		expect(createClock(signal)).toMatchObject({ aborted: false, stoppedByN8n: false });
	});

	it('tells a stop by n8n from its own', () => {
		const own = createClock(new AbortController().signal);
		own.stop();
		expect(own).toMatchObject({ aborted: true, stoppedByN8n: false });

		const stopButton = new AbortController();
		const stopped = createClock(stopButton.signal);
		stopButton.abort();
		expect(stopped).toMatchObject({ aborted: true, stoppedByN8n: true });
	});

	it('is aborted from the start where the execution was stopped before', () => {
		expect(createClock(AbortSignal.abort())).toMatchObject({ aborted: true, stoppedByN8n: true });
	});

	describe('with a parent', () => {
		it('ends with it, and before it where it is stopped itself', () => {
			const parent = createClock();
			const [child, other] = [createClock(undefined, parent), createClock(undefined, parent)];
			child.stop();
			expect([child.aborted, other.aborted, parent.aborted]).toEqual([true, false, false]);
			parent.stop();
			expect([child.aborted, other.aborted, parent.aborted]).toEqual([true, true, true]);
		});

		it('wakes its sleepers a quarter of a second after the parent was stopped, at most', async () => {
			const parent = createClock();
			const nap = createClock(undefined, parent).sleep(3_600_000);
			await jest.advanceTimersByTimeAsync(1000);
			parent.stop();
			await jest.advanceTimersByTimeAsync(250);
			expect(await isDone(nap)).toBe(true);
		});
	});

	it('puts one listener on the signal, however many sleep', async () => {
		const { signal } = new AbortController();
		const listen = jest.spyOn(signal, 'addEventListener');
		const clock = createClock(signal);
		const naps = Array.from({ length: 200 }, async () => await clock.sleep(1000));
		expect(listen).toHaveBeenCalledTimes(1);
		clock.stop();
		await Promise.all(naps);
	});

	it('goes on sleeping when a timer fires early', async () => {
		let naps = 0;
		jest.mocked(n8n.sleep).mockImplementation(async () => {
			if (++naps === 5) await jest.advanceTimersByTimeAsync(3);
		});
		await createClock().sleep(3);
		expect([naps, Date.now()]).toEqual([5, 1_000_003]);
	});
});
