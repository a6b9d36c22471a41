import type { CredentialReference, WorkflowFile } from '../../../scripts/real-n8n';
import type { Emulator } from '../../emulator';
import { AGENTSCODE_TRIGGER, chain, node } from './workflows';

export const TRIGGER = 'AgentsCode Trigger';

/** n8n refuses intervals below a minute, but takes several fixed seconds of each minute. */
export const EVERY_5_SECONDS = Array.from({ length: 12 }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${index * 5} * * * * *`,
}));

/** A workflow that polls every five seconds once it is published. */
export function onFinishedJobs(credential: CredentialReference): WorkflowFile {
	return {
		name: 'On finished jobs',
		nodes: [
			node(
				TRIGGER,
				AGENTSCODE_TRIGGER,
				{ pollTimes: { item: EVERY_5_SECONDS }, event: 'jobFinished' },
				{ credentials: { agentsCodeApi: credential } },
			),
			node('Then', 'n8n-nodes-base.noOp', {}),
		],
		connections: chain(TRIGGER, 'Then'),
	};
}

/** Waits for so many more polls: each asks for `route` at least once, as for a page of the history. */
export async function pollsLater(
	emulator: Emulator,
	count: number,
	route: 'getHistory' | 'getBalance' = 'getHistory',
): Promise<void> {
	const before = emulator.count(route);
	await emulator.until((service) => service.count(route) >= before + count, 60_000);
}
