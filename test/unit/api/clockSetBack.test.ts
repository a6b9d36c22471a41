import fc from 'fast-check';
import { createClock } from '../../../nodes/AgentsCode/api/clock';

const TEN_MINUTES = 600_000;

beforeEach(() => jest.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => jest.useRealTimers());

const setWallClock = (byMs: number) => jest.setSystemTime(Date.now() + byMs);

it('a wall clock that is set back does not prolong a sleep', async () => {
	let hasWoken = false;
	void createClock()
		.sleep(1000)
		.then(() => (hasWoken = true));
	await jest.advanceTimersByTimeAsync(100);
	setWallClock(-TEN_MINUTES);
	await jest.advanceTimersByTimeAsync(2000);
	expect(hasWoken).toBe(true);
});

it('time goes on from where it was, also when the wall clock is set right again', async () => {
	const clock = createClock();
	const beganAt = clock.now();
	setWallClock(-TEN_MINUTES);
	expect(clock.now()).toBe(beganAt);
	await jest.advanceTimersByTimeAsync(5000);
	expect(clock.now()).toBe(beganAt + 5000);
	setWallClock(TEN_MINUTES);
	expect(clock.now()).toBe(beganAt + 5000);
});

it('never runs backwards', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: -TEN_MINUTES, max: TEN_MINUTES })), (steps) => {
			const clock = createClock();
			let before = clock.now();
			for (const step of steps) {
				setWallClock(step);
				const now = clock.now();
				expect(now).toBeGreaterThanOrEqual(before);
				before = now;
			}
		}),
	);
});

it('a clock that is made later has the time of its parent', () => {
	const parent = createClock();
	const beganAt = parent.now();
	setWallClock(-TEN_MINUTES);
	expect(createClock(undefined, parent).now()).toBe(beganAt);
});
