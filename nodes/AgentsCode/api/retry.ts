import type { Fault } from './result';

/** Codes of failures that happen before a byte of the request has left. */
const NEVER_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Statuses below 500 that say nothing final about the request they answer. */
const PASSING_STATUSES = new Set([408, 409, 425, 429]);

/** A service may need a moment until a job it has just accepted can be looked up. */
export const VISIBILITY_GRACE_MS = 10_000;

/** OpenSSL's reasons for not trusting the other side, as Node names them; found before anything is sent. */
const UNTRUSTED =
	'CERT|SELF_SIGNED|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH';
/** Codes of requests that were given up before they were sent; `INVALID_CHAR` is a key's. */
const NEVER_SENT = new RegExp(`INVALID_URL|INVALID_CHAR|WRONG_VERSION_NUMBER|${UNTRUSTED}`);
const LASTING = new RegExp(`INVALID_URL|INVALID_CHAR|TLS|SSL|${UNTRUSTED}`);

function isLastingRefusal(httpStatus: number): boolean {
	return httpStatus >= 300 && httpStatus < 500 && !PASSING_STATUSES.has(httpStatus);
}

/**
 * What a fault says about the start of a paid job.
 *
 * The API has no idempotency key, so a start is sent again only when the fault proves that nothing
 * was started (`notStarted`: 429, connection refused, name not resolved, no credential to send it
 * with). `refused` is as sure, but would be refused again. Everything else is `unclear`: the job may be
 * running and may be charged.
 */
export function judgeStart(fault: Fault): 'notStarted' | 'refused' | 'unclear' {
	switch (fault.kind) {
		case 'network':
			if (NEVER_REACHED.has(fault.code ?? '')) return 'notStarted';
			// Other TLS faults can strike in mid-connection, when the request has been read.
			return NEVER_SENT.test(fault.code ?? '') ? 'refused' : 'unclear';
		case 'credential':
			return 'notStarted';
		case 'status':
			if (fault.httpStatus === 429) return 'notStarted';
			// A refusal that names a job does not prove that there is none.
			if (fault.jobId !== undefined) return 'unclear';
			// A redirect may be the answer to a request that was carried out (303 See Other).
			return fault.httpStatus >= 400 && isLastingRefusal(fault.httpStatus) ? 'refused' : 'unclear';
		case 'aborted':
			return fault.sent ? 'unclear' : 'refused';
		case 'unreadable':
		case 'oversized':
			return 'unclear';
	}
}

/**
 * Whether a read, which costs nothing, is worth repeating after this fault.
 *
 * @param fault what came instead of the value
 * @param jobAgeMs age of the job that is read, if it is a job: a young one may not be visible yet
 */
export function isPassing(fault: Fault, jobAgeMs = Infinity): boolean {
	switch (fault.kind) {
		case 'network':
			return !LASTING.test(fault.code ?? '');
		case 'credential':
		case 'unreadable':
			return true;
		case 'aborted':
		case 'oversized':
			return false;
		case 'status':
			if (fault.httpStatus === 404) return jobAgeMs < VISIBILITY_GRACE_MS;
			return !isLastingRefusal(fault.httpStatus);
	}
}

/**
 * Pause before the next try after `tries` faults in a row: 0.5 s, doubling to 30 s, with jitter so
 * that many items do not come back together.
 *
 * @param random a number in [0, 1)
 * @returns milliseconds
 */
export function backOffMs(tries: number, random: number): number {
	const ceiling = Math.min(30_000, 500 * 2 ** Math.min(tries - 1, 10));
	return Math.round(ceiling * (0.75 + 0.25 * random));
}

/** How long the service, or the gate on its behalf, asked to be left alone; 0 when it did not. */
export function askedPauseMs(fault: Fault): number {
	return fault.kind === 'status' ? (fault.retryAfterMs ?? 0) : 0;
}
