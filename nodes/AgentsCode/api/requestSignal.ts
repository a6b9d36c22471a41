import { whenAborted } from './whenAborted';

/** What ends one request early: its own time-outs, or the end of the execution. */
export interface RequestSignal {
	readonly signal: AbortSignal;
	/** Whether it was one of the time-outs. */
	readonly isLate: boolean;
	/** To be called once the answer has begun: status and headers are there. */
	begun(): void;
	/** To be called once the request is over. */
	release(): void;
}

/** In milliseconds from now. */
export interface RequestBounds {
	/** To the beginning of the answer. */
	beginMs: number;
	/** To the last byte of the answer. */
	limitMs: number;
	/** How long an answer is still worth waiting for once the execution was stopped; not at all when absent. */
	graceMs?: number;
}

/**
 * Ends after so many milliseconds; fractions, which a time-out in seconds may well leave, would make
 * `AbortSignal.timeout` throw. The timer of such a signal keeps no process alive.
 */
function endAfter(ms: number, end: () => void): AbortSignal {
	const signal = AbortSignal.timeout(Math.ceil(ms));
	signal.addEventListener('abort', end, { once: true });
	return signal;
}

/**
 * Bounds a whole exchange. n8n's own time-out only bounds the time to the answer's beginning, and in
 * some versions (seen in 2.8) only the silence before it: a service that sends a byte now and then
 * would never end.
 *
 * @param cancel n8n's signal of the execution, where there is one
 */
export function openRequestSignal(
	{ beginMs, limitMs, graceMs = 0 }: RequestBounds,
	cancel?: AbortSignal,
): RequestSignal {
	const controller = new AbortController();
	const end = () => controller.abort();
	let isBeginningLate = false;
	const endBeginning = () => {
		isBeginningLate = true;
		end();
	};
	// What has not been sent by the time of the stop is not sent any more.
	if (cancel?.aborted) end();
	const beginning = endAfter(beginMs, endBeginning);
	const whole = endAfter(limitMs, end);
	let grace: AbortSignal | undefined;
	const stop = () => {
		if (graceMs > 0) grace = endAfter(graceMs, end);
		else end();
	};
	const forget = cancel && whenAborted(cancel, stop);
	const begun = () => beginning.removeEventListener('abort', endBeginning);
	return {
		signal: controller.signal,
		get isLate() {
			return (whole.aborted || isBeginningLate) && cancel?.aborted !== true;
		},
		begun,
		release() {
			begun();
			forget?.();
			whole.removeEventListener('abort', end);
			grace?.removeEventListener('abort', end);
		},
	};
}
