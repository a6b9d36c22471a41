import type { ParkedScenarios } from './parkedScenarios';
import type { Fate } from './parking';

/** Jobs that tell no progress: those that say they will soon have ended are waited for in the node. */
export const UNTOLD = { behaviour: { jobs: { progress: 'absent' as const } } };

/** Jobs that end while n8n is down, or soon after. */
const LONG: Fate = { durationMs: 75_000 };
const LONGER: Fate = { durationMs: 100_000 };
const FAILS: Fate = { ...LONG, outcome: 'failed', reason: 'calendar not connected' };
const ENDLESS: Fate = { durationMs: 3_600_000 };
const SHORT: Fate = { durationMs: 2_000 };

export async function startAll(scenarios: ParkedScenarios): Promise<void> {
	await scenarios.byHand('by hand', [LONGER, SHORT, LONG]);
	await scenarios.byWebhook('production', LONG);
	await scenarios.byWebhook('failing', FAILS);
	await scenarios.byHand('branch', [FAILS, LONG, { ...FAILS, ...SHORT }], {
		settings: { onError: 'continueErrorOutput' },
	});
	await scenarios.byHand('retrying', [FAILS, LONG], {
		settings: { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 3 },
	});
	await scenarios.byHand('stopped', [ENDLESS]);
	await scenarios.byHand('lost', [ENDLESS, SHORT]);
}
