import fastify from 'fastify';
import type { WorkflowFile } from '../../../scripts/real-n8n';

/** An incoming webhook on loopback, as chats offer them. */
export interface Chat {
	url: string;
	/** The JSON bodies that were posted. */
	posts: unknown[];
	close(): Promise<void>;
}

export async function openChat(): Promise<Chat> {
	const posts: unknown[] = [];
	const server = fastify();
	server.post('/hooks/test', async ({ body }) => {
		posts.push(body);
		return 'ok';
	});
	await server.listen({ host: '127.0.0.1', port: 0 });
	return {
		url: `${server.listeningOrigin}/hooks/test`,
		posts,
		close: async () => await server.close(),
	};
}

/** An example with the address filled in that its user has to give. */
export function postingTo(chat: Chat, workflow: WorkflowFile, nodeName: string): WorkflowFile {
	const nodes = workflow.nodes.map((node) =>
		node.name === nodeName ? { ...node, parameters: { ...node.parameters, url: chat.url } } : node,
	);
	return { ...workflow, nodes };
}
