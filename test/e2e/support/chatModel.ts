import fastify from 'fastify';

/** A message as n8n's OpenAI Chat Model node sends it. */
export interface ChatMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: unknown;
}

interface ChatRequest {
	messages: ChatMessage[];
	tools?: Array<{ function: { name: string; description: string; parameters: object } }>;
}

/** What the model does next: it calls its only tool, or it answers. */
export type Move = { call: object } | { say: string };

/** A stand-in for an OpenAI-compatible chat model on loopback: it plays moves, it does not think. */
export interface ChatModel {
	/** The base URL, as the credential holds it. */
	url: string;
	requests: ChatRequest[];
	/** What the tool answered, in order. */
	toolAnswers(): string[];
	/** Decides the next move from what the tool has answered so far. */
	play(next: (toolAnswers: string[]) => Move): void;
	close(): Promise<void>;
}

const textOf = ({ content }: ChatMessage) =>
	typeof content === 'string' ? content : JSON.stringify(content);

const answersIn = (messages: ChatMessage[]) =>
	messages.filter(({ role }) => role === 'tool').map(textOf);

/** The message of a Chat Completions answer. */
function messageOf(move: Move, { messages, tools = [] }: ChatRequest) {
	if ('say' in move) return { role: 'assistant', content: move.say };
	const id = `call_${messages.length}`;
	const called = { name: tools[0]?.function.name, arguments: JSON.stringify(move.call) };
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ id, type: 'function', function: called }],
	};
}

export async function openChatModel(): Promise<ChatModel> {
	const requests: ChatRequest[] = [];
	let next: (toolAnswers: string[]) => Move = () => ({ say: 'Nothing to do' });
	const server = fastify({ bodyLimit: 20_000_000 });
	server.post<{ Body: ChatRequest }>('/v1/chat/completions', async ({ body }) => {
		requests.push(body);
		const move = next(answersIn(body.messages));
		const finish = 'say' in move ? 'stop' : 'tool_calls';
		return {
			id: `chatcmpl-${requests.length}`,
			object: 'chat.completion',
			created: Math.floor(Date.now() / 1000),
			model: 'stand-in',
			choices: [{ index: 0, message: messageOf(move, body), finish_reason: finish }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	await server.listen({ host: '127.0.0.1', port: 0 });
	return {
		url: `${server.listeningOrigin}/v1`,
		requests,
		toolAnswers: () => answersIn(requests.at(-1)?.messages ?? []),
		play(moves) {
			requests.length = 0;
			next = moves;
		},
		close: async () => await server.close(),
	};
}
