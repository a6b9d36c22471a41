import { RateLimit } from '../emulator/rateLimit';
import type { VirtualClock } from './virtualClock';

export interface Limit {
	perSecond: number;
	window: 'sliding' | 'fixed';
	/** What a refusal says; undefined: nothing. */
	retryAfterMs?: number;
}

/** A service in virtual time that lets so many requests through a second, and counts. */
export class LimitedService {
	private readonly counted = new RateLimit();
	passed = 0;
	refused = 0;

	constructor(
		private readonly clock: VirtualClock,
		private readonly limit: Limit,
		private readonly oneWayMs: () => number,
	) {}

	/** @returns what `serve` gave, or undefined when the request was refused */
	async request<T>(serve: () => T): Promise<{ value: T } | undefined> {
		await this.clock.sleep(this.oneWayMs());
		const answer = this.admit() ? { value: serve() } : undefined;
		await this.clock.sleep(this.oneWayMs());
		return answer;
	}

	private admit(): boolean {
		const { perSecond, window } = this.limit;
		const isAdmitted = this.counted.waitMs({ perSecond, window }, this.clock.now()) === 0;
		if (isAdmitted) this.passed++;
		else this.refused++;
		return isAdmitted;
	}
}
