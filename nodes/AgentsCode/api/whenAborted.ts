const callbacksOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `end` once the signal is aborted. All who wait for it share one listener: with more than ten
 * on n8n's own signal Node would warn of a leak in n8n's log.
 *
 * @returns what takes `end` back
 */
export function whenAborted(signal: AbortSignal, end: () => void): () => void {
	const callbacks = callbacksOf.get(signal) ?? new Set();
	if (!callbacksOf.has(signal)) {
		callbacksOf.set(signal, callbacks);
		signal.addEventListener('abort', () => callbacks.forEach((each) => each()), { once: true });
	}
	callbacks.add(end);
	return () => void callbacks.delete(end);
}
