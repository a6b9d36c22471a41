import type { Clock } from '../../nodes/AgentsCode/api/clock';

interface Sleeper {
	wakeAt: number;
	wake: () => void;
}

/** Turns of the microtask queue in which everything that is ready to go on has gone on. */
const TURNS = 50;

async function settled(): Promise<void> {
	for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
}

/** Time that passes only when everybody sleeps: hours of waiting are played in milliseconds. */
export class VirtualClock implements Clock {
	private nowMs: number;
	private sleepers: Sleeper[] = [];
	aborted = false;

	constructor(startAtMs = 0) {
		this.nowMs = startAtMs;
	}

	now(): number {
		return this.nowMs;
	}

	sleep(ms: number): Promise<void> {
		if (this.aborted || !(ms > 0)) return Promise.resolve();
		return new Promise((wake) => this.sleepers.push({ wakeAt: this.nowMs + ms, wake }));
	}

	abort(): void {
		this.aborted = true;
		for (const { wake } of this.sleepers.splice(0)) wake();
	}

	/** Calls back when that much time has passed. */
	after(ms: number, act: () => void): void {
		void this.sleep(ms).then(act);
	}

	/**
	 * Lets time pass until `work` has ended.
	 *
	 * @throws when everybody waits for something that will never come, or time runs past `untilMs`
	 */
	async run<T>(work: Promise<T>, untilMs = Infinity): Promise<T> {
		let isRunning = true;
		const ended = work.finally(() => (isRunning = false));
		ended.catch(() => undefined);
		for (;;) {
			await settled();
			if (!isRunning) return await ended;
			const next = this.sleepers.reduce<Sleeper | undefined>(
				(first, each) => (first && first.wakeAt <= each.wakeAt ? first : each),
				undefined,
			);
			if (!next) throw new Error('Everybody waits, and nobody sleeps');
			if (next.wakeAt > untilMs) throw new Error(`Still at work after ${untilMs} ms`);
			this.sleepers.splice(this.sleepers.indexOf(next), 1);
			this.nowMs = Math.max(this.nowMs, next.wakeAt);
			next.wake();
		}
	}
}
