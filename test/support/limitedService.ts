import type { VirtualClock } from './virtualClock';

export interface Limit {
	perSecond: number;
	window: 'sliding' | 'fixed';
	/** What a refusal says; undefined: nothing. */
	retryAfterMs?: number;
}

/** A service in virtual time that lets so many requests through a second, and counts. */
export class LimitedService {
	private admittedAt: number[] = [];
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
		const nowMs = this.clock.now();
		const { perSecond, window } = this.limit;
		const opensAt = window === 'fixed' ? nowMs - (nowMs % 1000) : nowMs - 999;
		this.admittedAt = this.admittedAt.filter((at) => at >= opensAt);
		if (this.admittedAt.length >= perSecond) {
			this.refused++;
			return false;
		}
		this.admittedAt.push(nowMs);
		this.passed++;
		return true;
	}
}
