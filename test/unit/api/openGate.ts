import { createGate, type Gate } from '../../../nodes/AgentsCode/api/gate';
import { createPacer } from '../../../nodes/AgentsCode/api/pacer';
import { failure, type Result } from '../../../nodes/AgentsCode/api/result';
import type { VirtualClock } from '../../support/virtualClock';

export const NO_DEADLINE = Infinity;

export const refusal = (retryAfterMs?: number): Result<never> =>
	failure({ kind: 'status', httpStatus: 429, message: 'Rate limit exceeded', retryAfterMs });

export function openGate(clock: VirtualClock, maxInFlight?: number): Gate {
	return createGate(clock, createPacer({ random: () => 0 }), maxInFlight);
}
