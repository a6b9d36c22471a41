import { waitFor, type Acceptor, type Wait } from '../../../nodes/AgentsCode/jobs/waiter';
import { VirtualClock } from '../../support/virtualClock';

export type Seen = 'running' | 'done' | 'broken' | 'blip';

const ACCEPTORS: Array<Acceptor<Seen>> = [
	{ verdict: 'retry', matches: (seen) => seen === 'blip' },
	{ verdict: 'success', matches: (seen) => seen === 'done' },
	{ verdict: 'failure', matches: (seen) => seen === 'broken' },
];

export interface Script {
	/** What the looks see, one after another; the last one for ever. */
	seen: Seen[];
	delayMs?: number | ((look: number) => number);
	firstDelayMs?: number;
	deadlineAt?: number;
	lookTakesMs?: number;
	acceptors?: Array<Acceptor<Seen>>;
	respiteMs?: () => number;
}

/** Plays one wait in virtual time and tells when it looked. */
export function play(script: Script, clock = new VirtualClock()) {
	const lookedAt: number[] = [];
	const { seen, delayMs = 1000, lookTakesMs = 0 } = script;
	const wait: Wait<Seen> = {
		clock,
		acceptors: script.acceptors ?? ACCEPTORS,
		deadlineAt: script.deadlineAt ?? 60_000,
		firstDelayMs: script.firstDelayMs ?? 500,
		nextDelayMs: () => (typeof delayMs === 'function' ? delayMs(lookedAt.length) : delayMs),
		respiteMs: script.respiteMs,
		look: async () => {
			const sight = seen[Math.min(lookedAt.length, seen.length - 1)];
			lookedAt.push(clock.now());
			await clock.sleep(lookTakesMs);
			return sight;
		},
	};
	return { lookedAt, clock, end: clock.run(waitFor(wait), 100_000) };
}
