import type { RequestContext } from '../../nodes/AgentsCode/api/transport';

/** A request as the node hands it to n8n's helper. */
export interface SentRequest {
	method: string;
	url: string;
	body?: string;
}

type Send = (request: SentRequest) => Promise<{
	statusCode: number;
	headers: Record<string, string>;
	body: string;
}>;

/** A node whose requests are answered by `send`, in place of n8n's helper. */
export function contextAnswering(send: Send, more: Partial<RequestContext> = {}): RequestContext {
	return {
		getNode: () => ({}),
		getCredentials: async () => ({ apiKey: 'k', baseUrl: 'http://service.test/v1' }),
		helpers: {
			httpRequestWithAuthentication: async (_credential: string, request: SentRequest) =>
				await send(request),
		},
		...more,
	} as unknown as RequestContext;
}
