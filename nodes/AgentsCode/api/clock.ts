import { sleep } from 'n8n-workflow';
import { whenAborted } from './whenAborted';

/** Time as the pure rooms see it: handed in, so that tests can play it. */
export interface Clock {
	/** Milliseconds since the epoch; never less than before. */
	now(): number;
	/** Resolves after `ms`, or early once the clock is stopped; never rejects. */
	sleep(ms: number): Promise<void>;
	/** True once the execution was stopped, timed out, or `stop()` was called. */
	readonly aborted: boolean;
}

export interface StoppableClock extends Clock {
	/** Wakes every sleeper and makes `aborted` true for good. */
	stop(): void;
	/** True only when n8n stopped the execution (Stop button, workflow time-out). */
	readonly stoppedByN8n: boolean;
}

/**
 * No released `n8n-workflow` offers one abortable sleep for all: 1.100–2.33 have `sleepWithAbort`,
 * 2.38 and later a signal argument of `sleep`, the rest neither. Slices bound what an ignored
 * signal can leave behind to a quarter of a second.
 */
const SLICE_MS = 250;

/**
 * All who sleep by a clock, so that one call wakes them, and so does the signal. It knows of them only
 * while they sleep: in a loop each round makes a clock, all on the signal of one execution.
 */
class Sleepers {
	private readonly wakes = new Set<() => void>();

	constructor(private readonly signal?: AbortSignal) {}

	wakeAll(): void {
		for (const wake of [...this.wakes]) wake();
	}

	async sleep(ms: number): Promise<void> {
		const nap = new AbortController();
		let wake = () => {};
		const woken = new Promise<void>((resolve) => {
			wake = () => {
				nap.abort();
				resolve();
			};
		});
		this.wakes.add(wake);
		const forget = this.signal && whenAborted(this.signal, wake);
		await Promise.race([woken, sleep(ms, nap.signal).catch(() => undefined)]);
		forget?.();
		this.wakes.delete(wake);
	}
}

/** The wall clock, but for its being set back: that would make a wait of seconds one of hours. */
function steadyTime(): () => number {
	let latestMs = -Infinity;
	let setBackMs = 0;
	return () => {
		const wallMs = Date.now();
		const isRight = wallMs >= latestMs;
		setBackMs = isRight ? 0 : Math.max(setBackMs, latestMs - wallMs);
		latestMs = wallMs + setBackMs;
		return latestMs;
	};
}

/**
 * A clock that ends with the execution.
 *
 * @param signal n8n's cancel signal, where the running version has one
 * @param parent a clock that has the same time, and whose end is this one's end too, noticed within a
 *   quarter of a second
 */
export function createClock(
	signal?: AbortSignal,
	parent?: Pick<Clock, 'aborted' | 'now'>,
): StoppableClock {
	const now = parent ? () => parent.now() : steadyTime();
	let stopped = false;
	const hasEnded = () => stopped || signal?.aborted === true || parent?.aborted === true;
	const sleepers = new Sleepers(signal);

	return {
		now,
		get aborted() {
			return hasEnded();
		},
		get stoppedByN8n() {
			return signal?.aborted ?? false;
		},
		stop() {
			stopped = true;
			sleepers.wakeAll();
		},
		async sleep(ms: number) {
			const wakeAt = now() + ms;
			for (let left = ms; left > 0 && !hasEnded(); left = wakeAt - now()) {
				await sleepers.sleep(Math.min(left, SLICE_MS));
			}
		},
	};
}
