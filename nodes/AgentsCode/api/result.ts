/**
 * What became of one request. The api room never throws for what the service does: every call
 * answers with a value or with a fault, and the caller decides what a fault means for its item.
 */
export type Result<T> = Answer<T> | { ok: false; fault: Fault };

export interface Answer<T> {
	ok: true;
	value: T;
	/** By how much the answer came later than usual, in milliseconds; absent when it did not. */
	delayedMs?: number;
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
