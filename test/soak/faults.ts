import type { Emulator, FaultHandle, FaultKind, RouteName } from '../emulator';
import { sleep } from './platform';
import { pickFrom, wholeBetween } from './random';

const EVERY_MS = 200;
/** A fault that nothing has met by then is taken back, so that none gather. */
const WAITS_MS = 2000;
/** So many requests are spared between two faults, or a slow moment would meet nothing else. */
const SPARED = 3;

const READS: FaultKind[] = [
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 429, retryAfter: 'seconds', retryAfterMs: 1000 },
	{ kind: 'reset' },
	{ kind: 'close' },
	{ kind: 'resetMidBody' },
	{ kind: 'empty' },
	{ kind: 'html' },
	{ kind: 'truncated' },
	{ kind: 'wrongType' },
	{ kind: 'nulls' },
	{ kind: 'hang', ms: 1500 },
	{ kind: 'drip', everyMs: 20, bytes: 20 },
];

/** Starts meet fewer faults: each leaves a job that nobody can be sure of. */
const STARTS: FaultKind[] = [
	{ kind: 'status', status: 429, retryAfter: 'seconds', retryAfterMs: 1000 },
	{ kind: 'status', status: 400 },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 504 },
	{ kind: 'reset' },
	{ kind: 'resetMidBody' },
	{ kind: 'truncated' },
	{ kind: 'html' },
];

const READ_ROUTES: RouteName[] = ['getJob', 'getJob', 'getHistory', 'getBalance', 'listAgents'];

/** Each makes an execution slow for long, so that they are rarer than other faults. */
const SHARE_OF_429 = 0.2;

function pickKind(kinds: readonly FaultKind[], random: () => number): FaultKind {
	const kind = pickFrom(kinds, random);
	const isLimit = kind.kind === 'status' && kind.status === 429;
	return isLimit && random() > SHARE_OF_429 ? pickKind(kinds, random) : kind;
}

function nextFault(emulator: Emulator, random: () => number): FaultHandle {
	if (random() < 0.2) {
		const kind = pickKind(STARTS, random);
		// A refusal by status 400 or 429 proves that nothing was started, so nothing may be.
		const isRefusal = kind.kind === 'status' && kind.status < 500;
		return emulator.fault({
			...kind,
			route: 'startJob',
			startsAnyway: !isRefusal && random() < 0.5,
		});
	}
	const route = pickFrom(READ_ROUTES, random);
	return emulator.fault({
		...pickKind(READS, random),
		route,
		times: wholeBetween(1, 3, random),
	});
}

/**
 * Lets something go wrong several times a second until it is told to end.
 *
 * @returns how many requests met a fault
 */
export async function playFaults(
	emulator: Emulator,
	random: () => number,
	isOver: () => boolean,
): Promise<number> {
	const handles: Array<{ handle: FaultHandle; sinceMs: number }> = [];
	let sparedFrom = 0;
	while (!isOver()) {
		const nowMs = Date.now();
		if (emulator.count() >= sparedFrom + SPARED) {
			handles.push({ handle: nextFault(emulator, random), sinceMs: nowMs });
			sparedFrom = emulator.count();
		}
		for (const { handle, sinceMs } of handles) if (nowMs - sinceMs > WAITS_MS) handle.remove();
		await sleep(EVERY_MS);
	}
	emulator.clearFaults();
	return handles.reduce((sum, { handle }) => sum + handle.played, 0);
}
