import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import { httpStatusOf, type Errand, type Fault } from './result';
import { joinSentences, shortened, withoutStopWord } from './text';

const CHECK_KEY =
	'Check the API key in the AgentsCode credential; keys are managed in the AgentsCode dashboard';

const CHECK_ADDRESS = "Check the credential's 'Base URL'; it usually ends in /v1";
const CHECK_API_ADDRESS =
	"Check that the credential's 'Base URL' is the address of the AgentsCode API";
const RETURN_LESS =
	'If it is the result of a job, have the agent return less, such as a link to a file';
const CHECK_IDS = 'Check the IDs; pick the agent from the list to be sure that it exists';
const TRY_LATER = 'Try again later';
const REFUSED = 'AgentsCode refused the request';

/** What to do about a refusal that stays, by what was asked for; nothing else can be wrong with lists. */
const TODO_BY_ERRAND: Record<Errand, string> = {
	start: 'Check the input that the agent expects',
	wait: CHECK_IDS,
	job: CHECK_IDS,
};

interface Help {
	says: string;
	todo: string;
}

/** What a status means to somebody who has never read the API's reference, and what to do then. */
const STATUS_HELP: Record<number, (errand: Errand | undefined) => Help> = {
	400: (errand) => ({
		says: 'AgentsCode did not accept the values that were sent',
		todo: todoFor(errand),
	}),
	401: () => ({ says: 'the API key was not accepted', todo: CHECK_KEY }),
	402: () => ({
		says: 'there are not enough credits',
		todo: 'Buy credits in the AgentsCode dashboard, then run the workflow again',
	}),
	403: () => ({ says: 'the API key is not allowed to do this', todo: CHECK_KEY }),
	404: (errand) =>
		errand
			? { says: 'AgentsCode does not know it', todo: CHECK_IDS }
			: { says: 'this address has no such call', todo: CHECK_ADDRESS },
	408: () => ({ says: REFUSED, todo: TRY_LATER }),
	409: () => ({ says: REFUSED, todo: TRY_LATER }),
	425: () => ({ says: REFUSED, todo: TRY_LATER }),
	429: (errand) => {
		const isOfMany = errand === 'start' || errand === 'wait';
		const says = 'the rate limit stayed exceeded';
		return { says, todo: isOfMany ? `${TRY_LATER}, or lower 'Max Concurrent Jobs'` : TRY_LATER };
	},
};

function todoFor(errand: Errand | undefined): string {
	return errand ? TODO_BY_ERRAND[errand] : CHECK_ADDRESS;
}

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

function helpFor(httpStatus: number, errand: Errand | undefined): Help {
	const known = STATUS_HELP[httpStatus];
	if (known) return known(errand);
	if (httpStatus >= 300 && httpStatus < 400) {
		return {
			says: 'the address leads elsewhere, and redirects are not followed',
			todo: "Set the credential's 'Base URL' to the address it leads to",
		};
	}
	return httpStatus >= 500
		? { says: 'AgentsCode is not able to answer right now', todo: TRY_LATER }
		: { says: REFUSED, todo: todoFor(errand) };
}

export interface FaultText {
	/**
	 * One clause, lower case, without a period: fits behind "Could not …: ". It has the service's own words
	 * in it, since error items and models get nothing but the message.
	 */
	says: string;
	/** What was said or seen and is not in that clause, as it came; often empty. */
	words: string;
	/** The same, and what the user can do. */
	description: string;
}

/** Of the service's own words, as many as a message holds. */
const MAX_QUOTE = 200;

function describeStatus(fault: Extract<Fault, { kind: 'status' }>): FaultText {
	const { httpStatus, message, errand } = fault;
	const { says, todo } = helpFor(httpStatus, errand);
	const quote = shortened(message, MAX_QUOTE);
	const clause = withoutStopWord(quote).replace(/[\s.]+$/, '');
	const words = quote === message ? '' : `AgentsCode says: ${message}`;
	return {
		says: `${says} (HTTP ${httpStatus})${clause === '' ? '' : `: ${clause}`}`,
		words,
		description: joinSentences(words, todo),
	};
}

function describeNetwork({ code, message }: Extract<Fault, { kind: 'network' }>): FaultText {
	if (code === 'ERR_INVALID_CHAR') {
		return {
			says: 'the API key has a character that no request can carry',
			words: '',
			description: joinSentences(CHECK_KEY),
		};
	}
	const known = NETWORK_HELP.get(code ?? '');
	// Where the code is known, the client's own words add nothing.
	const words = known === undefined ? message : '';
	return {
		says: known ?? 'AgentsCode could not be reached',
		words,
		description: joinSentences(
			words,
			"Check the credential's 'Base URL' and that n8n can reach it",
		),
	};
}

function describeUnread({ message }: Extract<Fault, { kind: 'credential' }>): FaultText {
	const clause = withoutStopWord(shortened(message, MAX_QUOTE)).replace(/[\s.]+$/, '');
	return {
		says: `n8n could not read the credential${clause === '' ? '' : `: ${clause}`}`,
		words: '',
		description: joinSentences('Nothing was sent', 'Check that the credential opens in n8n'),
	};
}

/** Puts a fault into words: what happened, and what the user can do about it. */
export function describeFault(fault: Fault): FaultText {
	switch (fault.kind) {
		case 'status':
			return describeStatus(fault);
		case 'network':
			return describeNetwork(fault);
		case 'credential':
			return describeUnread(fault);
		case 'unreadable':
			return {
				says: 'the answer could not be understood',
				words: fault.message,
				description: joinSentences(fault.message, CHECK_API_ADDRESS),
			};
		case 'oversized':
			return {
				says: 'the answer is too large',
				words: fault.message,
				description: joinSentences(fault.message, RETURN_LESS),
			};
		case 'aborted':
			return { says: 'the execution was canceled', words: '', description: '' };
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
	error.message = `${withoutStopWord(intent)}: ${says}`;
	error.description = description;
	return error;
}
