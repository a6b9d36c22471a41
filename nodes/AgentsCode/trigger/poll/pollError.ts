import type { Failure, INode, NodeApiError } from 'n8n-workflow';
import { toNodeApiError } from '../../api/errors';
import type { Fault } from '../../api/result';
import { OLDEST_FIRST } from '../history/source';

const NEEDS_CREDENTIAL = new Set([401, 403]);
const NEEDS_CONFIGURATION = new Set([301, 302, 303, 307, 308, 400, 404, 405]);

/**
 * A fault's cause in the words of n8n's poll back-off. What may pass by itself is never called
 * a matter of configuration, since n8n may then stop trying.
 */
export function failureOf(fault: Fault): Failure {
	if (fault.kind === 'network' && fault.code === 'ERR_INVALID_URL') {
		return { cause: 'configuration-invalid' };
	}
	if (fault.kind !== 'status') return { cause: 'temporarily-unavailable' };
	const { httpStatus, retryAfterMs } = fault;
	if (NEEDS_CREDENTIAL.has(httpStatus)) return { cause: 'credential-invalid' };
	if (NEEDS_CONFIGURATION.has(httpStatus)) return { cause: 'configuration-invalid' };
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	if (httpStatus === 429) return { cause: 'rate-limited', ...wait };
	if (httpStatus === 402) return { cause: 'quota-exhausted', ...wait };
	return { cause: 'temporarily-unavailable', ...wait };
}

/** The exception for a poll that could not do its work: words for the user, a cause for n8n. */
export function toPollError(node: INode, fault: Fault, intent: string): NodeApiError {
	const error = Object.assign(toNodeApiError(node, fault, intent), { failure: failureOf(fault) });
	if (fault === OLDEST_FIRST) {
		// The answer was sound: the usual advice, to check the address, would mislead.
		error.message = `${intent}: it comes in an order that the trigger can't follow`;
		error.description = `${OLDEST_FIRST.message}. Please report this to the makers of this node.`;
	}
	return error;
}
