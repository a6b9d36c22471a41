/** What ends one request early: its own time-out, or the end of the execution. */
export interface RequestSignal {
	readonly signal: AbortSignal;
	/** Whether it was the time-out. */
	readonly isLate: boolean;
	/** To be called once the request is over. */
	release(): void;
}

/**
 * Bounds a whole exchange. n8n's own time-out only bounds the silence before the first byte, so a
 * service that sends a byte now and then would never end.
 *
 * @param limitMs from now to the last byte of the answer
 * @param cancel n8n's signal of the execution, where there is one
 */
export function openRequestSignal(limitMs: number, cancel?: AbortSignal): RequestSignal {
	const controller = new AbortController();
	const timeout = AbortSignal.timeout(limitMs);
	const end = () => controller.abort();
	if (cancel?.aborted) end();
	cancel?.addEventListener('abort', end, { once: true });
	timeout.addEventListener('abort', end, { once: true });
	return {
		signal: controller.signal,
		get isLate() {
			return timeout.aborted && cancel?.aborted !== true;
		},
		release() {
			cancel?.removeEventListener('abort', end);
			timeout.removeEventListener('abort', end);
		},
	};
}
