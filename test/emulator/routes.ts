/** The documented calls by name; `unknown` is everything else that arrives. */
export type RouteName =
	| 'listAgents'
	| 'startJob'
	| 'getJob'
	| 'getBalance'
	| 'getHistory'
	| 'unknown';

/** Method and path of each call, in the words of the reference (and of openapi.yaml). */
export const ROUTES: ReadonlyArray<{
	name: Exclude<RouteName, 'unknown'>;
	method: 'GET' | 'POST';
	path: string;
}> = [
	{ name: 'listAgents', method: 'GET', path: '/agents' },
	{ name: 'startJob', method: 'POST', path: '/agents/{agentId}' },
	{ name: 'getJob', method: 'GET', path: '/agents/{agentId}/{agentJobId}' },
	{ name: 'getBalance', method: 'GET', path: '/credits/balance' },
	{ name: 'getHistory', method: 'GET', path: '/credits/history' },
];
