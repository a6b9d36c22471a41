import type { Emulator } from './emulator';

export interface Heard {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body; undefined when it is no JSON. */
	json: unknown;
}

interface Asked {
	method?: string;
	body?: unknown;
	/** Sent as it stands instead of JSON. */
	text?: string;
	key?: string | null;
	headers?: Record<string, string>;
	patienceMs?: number;
}

/** Asks the emulator plainly over HTTP, as no client of the package would: without retry, without mercy. */
export async function ask(emulator: Emulator, path: string, asked: Asked = {}): Promise<Heard> {
	const { body, text = body === undefined ? undefined : JSON.stringify(body) } = asked;
	const key = asked.key === undefined ? emulator.apiKey : asked.key;
	const response = await fetch(emulator.baseUrl + path, {
		method: asked.method ?? (text === undefined ? 'GET' : 'POST'),
		redirect: 'manual',
		signal: AbortSignal.timeout(asked.patienceMs ?? 5000),
		headers: {
			...(key === null ? {} : { authorization: `Bearer ${key}` }),
			...(text === undefined ? {} : { 'content-type': 'application/json' }),
			...asked.headers,
		},
		body: text,
	});
	const heard = await response.text();
	return { status: response.status, headers: response.headers, text: heard, json: parsed(heard) };
}

/** Starts a job over HTTP and returns its id. */
export async function startOver(
	emulator: Emulator,
	input: unknown = {},
	agentId = 'event-scheduler',
): Promise<string> {
	const { json } = await ask(emulator, `/agents/${agentId}`, { body: { input } });
	return (json as { jobId: string }).jobId;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
