/**
 * What became of one request. The api room never throws for what the service does: every call
 * answers with a value or with a fault, and the caller decides what a fault means for its item.
 */
export type Result<T> = Answer<T> | { ok: false; fault: Fault };

export interface Answer<T> {
	ok: true;
	value: T;
	/** From the sending of the request to its answer, in milliseconds; absent when that was not measured. */
	tookMs?: number;
}

/** What a request was about, as far as it decides what a refusal means; absent for lists and figures. */
export type Errand = 'start' | 'wait' | 'job';

export type Fault =
	/** The service answered, with a status outside 2xx. */
	| {
			kind: 'status';
			httpStatus: number;
			message: string;
			retryAfterMs?: number;
			errand?: Errand;
			/** The job that the answer names, although it is no success. */
			jobId?: string;
	  }
	/** No answer came: refused, reset, timed out, name not resolved. */
	| { kind: 'network'; code?: string; message: string }
	/** n8n could not read the credential, so nothing was sent. */
	| { kind: 'credential'; message: string }
	/** A 2xx answer that is not what the API promises. */
	| { kind: 'unreadable'; httpStatus: number; message: string }
	/** A 2xx answer that is too large to be taken in. */
	| { kind: 'oversized'; httpStatus: number; message: string }
	/** Stopped by the user or by the workflow's time-out; `sent` tells whether the request had gone out. */
	| { kind: 'aborted'; sent: boolean; message: string };

export function success<T>(value: T): Result<T> {
	return { ok: true, value };
}

export function failure(fault: Fault): { ok: false; fault: Fault } {
	return { ok: false, fault };
}

/** The HTTP status a fault carries, if the service answered at all. */
export function httpStatusOf(fault: Fault): number | undefined {
	return 'httpStatus' in fault ? fault.httpStatus : undefined;
}

/**
 * When the service made its answer, as well as that can be known: half-way between the request and
 * the answer, since either way takes its time, and a busy machine is late at both ends.
 *
 * @param receivedAtMs when the answer was in hand
 * @returns a time on the same clock, in whole milliseconds
 */
export function answeredAt({ tookMs = 0 }: Answer<unknown>, receivedAtMs: number): number {
	return Math.round(receivedAtMs - tookMs / 2);
}
