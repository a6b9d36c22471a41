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
}

/**
 * Bounds a whole exchange. n8n's own time-out only bounds the time to the answer's beginning, and in
 * some versions (seen in 2.8) only the silence before it: a service that sends a byte now and then
 * would never end.
 *
 * @param cancel n8n's signal of the execution, where there is one
 */
export function openRequestSignal(
	{ beginMs, limitMs }: RequestBounds,
	cancel?: AbortSignal,
): RequestSignal {
	const controller = new AbortController();
	const end = () => controller.abort();
	// Fractions make `AbortSignal.timeout` throw, and a time-out in seconds may well leave some.
	const beginning = AbortSignal.timeout(Math.ceil(beginMs));
	const whole = AbortSignal.timeout(Math.ceil(limitMs));
	let isBeginningLate = false;
	const endBeginning = () => {
		isBeginningLate = true;
		end();
	};
	if (cancel?.aborted) end();
	const forget = cancel && whenAborted(cancel, end);
	whole.addEventListener('abort', end, { once: true });
	beginning.addEventListener('abort', endBeginning, { once: true });
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
		},
	};
}
