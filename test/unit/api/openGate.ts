import { createGate, type Gate } from '../../../nodes/AgentsCode/api/gate';
import { createPacer } from '../../../nodes/AgentsCode/api/pacer';
import type { Answer } from '../../../nodes/AgentsCode/api/result';
import type { VirtualClock } from '../../support/virtualClock';

export const NO_DEADLINE = Infinity;

/** What the gate makes of an answer: it adds how long that took. */
export const answered = <T>(value: T): Answer<T> => ({
	ok: true,
	value,
	tookMs: expect.any(Number) as number,
});

export function openGate(clock: VirtualClock, maxInFlight?: number): Gate {
	return createGate(clock, createPacer({ random: () => 0 }), maxInFlight);
}
