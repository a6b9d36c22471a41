import type { FaultKind, RouteName } from '../../emulator';

type Fields = Record<string, unknown>;

/** What goes wrong in a row of the table. */
export interface FaultRow {
	name: string;
	/** Words that whoever is told of it must read. */
	says: RegExp;
	/** `refused`: the port is closed before the request is sent. */
	play: 'refused' | ((route: RouteName, key: string) => FaultKind);
	/** It takes as long as the limits of time are. */
	isSlow?: boolean;
	/** Calls whose answers have such values; all unless told. */
	concerns?: (call: string) => boolean;
}

/** n8n itself sends the credential's test, waits five minutes for it, and takes in what comes. */
const notTheTest = (call: string) => call !== 'cred. test';

const DECOY = 'debug: Authorization: Bearer';

function status(code: number, says: RegExp): FaultRow {
	return {
		name: `HTTP ${code}`,
		says: new RegExp(`${says.source}.*HTTP ${code}`, 's'),
		play: (_, key) => ({
			kind: 'status',
			status: code,
			form: code % 2 === 0 ? 'error' : 'html',
			message: `Sorry. ${DECOY} ${key}`,
		}),
	};
}

function redirect(code: 302 | 307): FaultRow {
	return {
		name: `HTTP ${code} to another origin`,
		says: /redirects are not followed/,
		play: () => ({ kind: 'redirect', status: code }),
	};
}

const UNREADABLE = /the answer could not be understood/;
const CUT = /the connection was cut/;
const LATE = /no answer came in time/;

/** Changes every entry of what a route tells: agents, rows of the history, or the one object. */
function mutation(route: RouteName, change: (entry: Fields) => Fields): FaultKind {
	return {
		kind: 'mutate',
		change: (body: Fields | Fields[]) => {
			if (Array.isArray(body)) return body.map(change);
			if (route === 'getHistory') return { ...body, runs: (body.runs as Fields[]).map(change) };
			return change(body);
		},
	};
}

/** Calls by what they ask for. */
const JOBS = ['look', 'wait', 'job', 'p. result'];
const HISTORY = ['search', 'history', 'report', 'poll'];
const AGENTS = ['agents', 'agent', 'picker', 'check', 'p. agents'];
const BALANCE = ['balance', 'rep. bal.', 'cred. test', 'p. credits'];

function values(
	name: string,
	calls: string[],
	change: (entry: Fields) => Fields,
	says = /./,
): FaultRow {
	return {
		name,
		says,
		play: (route) => mutation(route, change),
		concerns: (call) => calls.includes(call),
	};
}

const negative = (entry: Fields) => {
	const numbers = ['credits', 'available', 'used', 'creditsUsed'].filter((name) => name in entry);
	return { ...entry, ...Object.fromEntries(numbers.map((name) => [name, -7])) };
};

const THE_FUTURE = {
	startedAt: '2999-01-01T00:00:00.000Z',
	completedAt: '2999-01-01T00:00:01.000Z',
};

/** Everything that can go wrong with one request, in the order of the table. */
export const FAULTS: FaultRow[] = [
	{ name: 'connection refused', says: /the connection was refused/, play: 'refused' },
	{ name: 'reset before the answer', says: CUT, play: () => ({ kind: 'reset' }) },
	{ name: 'closed before the answer', says: CUT, play: () => ({ kind: 'close' }) },
	{ name: 'reset in mid-answer', says: CUT, play: () => ({ kind: 'resetMidBody' }) },
	{
		name: 'silence',
		says: LATE,
		play: () => ({ kind: 'hang' }),
		isSlow: true,
		concerns: notTheTest,
	},
	{
		name: 'slow drip of the head',
		says: LATE,
		play: () => ({ kind: 'dripHead' }),
		isSlow: true,
		concerns: notTheTest,
	},
	{
		name: 'slow drip of the body',
		says: LATE,
		play: () => ({ kind: 'drip', everyMs: 400, bytes: 1 }),
		isSlow: true,
		concerns: notTheTest,
	},
	redirect(302),
	redirect(307),
	status(400, /did not accept the values/),
	status(401, /the API key was not accepted/),
	status(402, /there are not enough credits/),
	status(403, /the API key is not allowed/),
	status(404, /does not know|no such call/),
	status(408, /refused the request/),
	status(409, /refused the request/),
	status(425, /refused the request/),
	{ ...status(429, /the rate limit stayed exceeded/), isSlow: true },
	status(500, /not able to answer right now/),
	status(502, /not able to answer right now/),
	status(503, /not able to answer right now/),
	status(504, /not able to answer right now/),
	{
		name: 'HTTP 500, endless',
		says: /not able/,
		play: () => ({ kind: 'endless', status: 500 }),
		concerns: notTheTest,
	},
	{ name: 'empty', says: UNREADABLE, play: () => ({ kind: 'empty' }) },
	{ name: 'HTML', says: UNREADABLE, play: () => ({ kind: 'html' }) },
	{ name: 'truncated JSON', says: UNREADABLE, play: () => ({ kind: 'truncated' }) },
	{ name: 'wrong type', says: UNREADABLE, play: () => ({ kind: 'wrongType' }) },
	{ name: 'null', says: UNREADABLE, play: () => ({ kind: 'json', body: null }) },
	{ name: 'null everywhere', says: UNREADABLE, play: () => ({ kind: 'nulls' }) },
	{ name: 'huge body', says: /./, play: () => ({ kind: 'huge', megabytes: 0.5 }) },
	{
		name: 'endless body',
		says: /the answer is too large/,
		play: () => ({ kind: 'endless' }),
		concerns: notTheTest,
	},
	{
		name: 'wrong content type',
		says: /./,
		play: () => ({ kind: 'contentType', contentType: 'image/png' }),
	},
	{
		name: 'the key echoed',
		says: /./,
		play: (route, key) => mutation(route, (entry) => ({ ...entry, [key]: `${DECOY} ${key}` })),
	},
	values(
		'unknown status words',
		['start', ...JOBS, ...HISTORY, ...AGENTS],
		(entry) => ({ ...entry, status: 'marinating' }),
		/was not finished after/,
	),
	values('progress as text', JOBS, (entry) => ({ ...entry, progress: 'nearly' })),
	values('negative credits', [...HISTORY, ...AGENTS, ...BALANCE], negative),
	values('dates in the future', HISTORY, (entry) => ({ ...entry, ...THE_FUTURE })),
];
