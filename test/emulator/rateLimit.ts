/** `limit` requests are let through per window; `perSecond` is the limit of one second. */
export interface RateLimitRule {
	perSecond: number;
	/** 1000 unless told; the limit grows with it. */
	windowMs?: number;
	/** `sliding` looks back from each request; `fixed` starts anew every window. */
	window?: 'sliding' | 'fixed';
	retryAfter?: RetryAfterForm;
}

export type RetryAfterForm = 'seconds' | 'date' | 'missing';

/** Counts what was let through, as a real service's gate does; refused requests cost nothing. */
export class RateLimit {
	private admitted: number[] = [];

	/**
	 * @param rule the limit in force now; tests may change it between requests
	 * @param nowMs when the request arrived
	 * @returns 0 when it may pass (and is counted), else the milliseconds until one may
	 */
	waitMs(rule: RateLimitRule, nowMs: number): number {
		const windowMs = rule.windowMs ?? 1000;
		const limit = Math.max(1, Math.floor((rule.perSecond * windowMs) / 1000));
		const opensAt = rule.window === 'fixed' ? nowMs - (nowMs % windowMs) : nowMs - windowMs + 1;
		this.admitted = this.admitted.filter((at) => at >= opensAt);
		if (this.admitted.length < limit) {
			this.admitted.push(nowMs);
			return 0;
		}
		if (rule.window === 'fixed') return opensAt + windowMs - nowMs;
		return this.admitted[this.admitted.length - limit] + windowMs - nowMs;
	}

	reset(): void {
		this.admitted = [];
	}
}

/**
 * The header in one of its three forms. Both written forms know whole seconds only, so they round up.
 *
 * @param serviceNowMs the service's own clock, which a date is told in
 */
export function retryAfterHeader(
	form: RetryAfterForm,
	waitMs: number,
	serviceNowMs: number,
): Record<string, string> {
	if (form === 'missing') return {};
	if (form === 'seconds') return { 'retry-after': String(Math.ceil(waitMs / 1000)) };
	const opensAt = Math.ceil((serviceNowMs + waitMs) / 1000) * 1000;
	return { 'retry-after': new Date(opensAt).toUTCString() };
}
