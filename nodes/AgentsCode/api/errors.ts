import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import { httpStatusOf, type Fault } from './result';

const CHECK_KEY =
	'Check the API key in the AgentsCode credential; keys are managed in the AgentsCode dashboard';

/** What a status means to somebody who has never read the API's reference, and what to do then. */
const STATUS_HELP: Record<number, { says: string; todo: string }> = {
	400: {
		says: 'AgentsCode did not accept the values that were sent',
		todo: 'Check the input that the agent expects',
	},
	401: { says: 'the API key was not accepted', todo: CHECK_KEY },
	402: {
		says: 'there are not enough credits',
		todo: 'Buy credits in the AgentsCode dashboard, then run the workflow again',
	},
	403: { says: 'the API key is not allowed to do this', todo: CHECK_KEY },
	404: {
		says: 'AgentsCode does not know it',
		todo: 'Check the IDs; pick the agent from the list to be sure that it exists',
	},
	429: {
		says: 'the rate limit stayed exceeded',
		todo: "Try again later, or lower 'Max Concurrent Jobs'",
	},
};

const NETWORK_HELP = new Map(
	Object.entries({
		ECONNREFUSED: 'the connection was refused',
		ENOTFOUND: 'the host name is not known',
		EAI_AGAIN: 'the host name could not be looked up',
		ECONNRESET: 'the connection was cut',
		ECONNABORTED: 'no answer came in time',
		ETIMEDOUT: 'no answer came in time',
	}),
);

function saysStatus(httpStatus: number): { says: string; todo: string } {
	const known = STATUS_HELP[httpStatus];
	if (known) return known;
	if (httpStatus >= 300 && httpStatus < 400) {
		return {
			says: 'the address leads elsewhere, and redirects are not followed',
			todo: "Set the credential's 'Base URL' to the address it leads to",
		};
	}
	const says =
		httpStatus >= 500
			? 'AgentsCode is not able to answer right now'
			: 'AgentsCode refused the request';
	return { says, todo: 'Try again later' };
}

export interface FaultText {
	/** One clause, lower case, without a period: fits behind "Could not …: ". */
	says: string;
	/** What the service said itself, and what the user can do. */
	description: string;
}

function joinSentences(...parts: string[]): string {
	return parts
		.filter((part) => part !== '')
		.map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
		.join(' ');
}

function describeStatus({ httpStatus, message }: Extract<Fault, { kind: 'status' }>): FaultText {
	const { says, todo } = saysStatus(httpStatus);
	const quoted = message === '' ? '' : `AgentsCode says: ${message}`;
	return { says: `${says} (HTTP ${httpStatus})`, description: joinSentences(quoted, todo) };
}

function describeNetwork({ code, message }: Extract<Fault, { kind: 'network' }>): FaultText {
	if (code === 'ERR_INVALID_CHAR') {
		return {
			says: 'the API key has a character that no request can carry',
			description: joinSentences(CHECK_KEY),
		};
	}
	const known = NETWORK_HELP.get(code ?? '');
	return {
		says: known ?? 'AgentsCode could not be reached',
		description: joinSentences(
			// Where the code is known, the client's own words add nothing.
			known === undefined ? message : '',
			"Check the credential's 'Base URL' and that n8n can reach it",
		),
	};
}

/** Puts a fault into words: what happened, and what the user can do about it. */
export function describeFault(fault: Fault): FaultText {
	switch (fault.kind) {
		case 'status':
			return describeStatus(fault);
		case 'network':
			return describeNetwork(fault);
		case 'unreadable':
			return {
				says: 'the answer could not be understood',
				description: joinSentences(
					fault.message,
					"Check that the credential's 'Base URL' is the address of the AgentsCode API",
				),
			};
		case 'oversized':
			return {
				says: 'the answer is too large',
				description: joinSentences(
					fault.message,
					'If it is the result of a job, have the agent return less, such as a link to a file',
				),
			};
		case 'aborted':
			return { says: 'the execution was canceled', description: '' };
	}
}

/**
 * The exception n8n shows for a fault.
 *
 * @param intent what was being done, as "Could not …"
 * @param itemIndex the input item it was done for, if any
 */
export function toNodeApiError(
	node: INode,
	fault: Fault,
	intent: string,
	itemIndex?: number,
): NodeApiError {
	const { says, description } = describeFault(fault);
	const httpStatus = httpStatusOf(fault);
	const error = new NodeApiError(node, {} as JsonObject, {
		itemIndex,
		httpCode: httpStatus === undefined ? undefined : String(httpStatus),
		level: 'warning',
	});
	// Set afterwards: the constructor swaps a text that contains certain words for a canned one.
	error.message = `${intent}: ${says}`;
	error.description = description;
	return error;
}
