import type { IContextObject } from 'n8n-workflow';
import type { LedgerKeyParts } from '../../../nodes/AgentsCode/jobs/ledgerKey';

/** What a key is made from, with the usual values. */
export const parts = (change: Partial<LedgerKeyParts> = {}): LedgerKeyParts => ({
	runIndex: 0,
	itemIndex: 0,
	baseUrl: 'http://service.test/v1',
	agentId: 'a1',
	body: { input: { topic: 'tides' } },
	...change,
});

/** What n8n keeps of the context, in its database and over a retry. */
export const kept = (context: IContextObject) =>
	JSON.parse(JSON.stringify(context)) as IContextObject;
