import { randomUUID } from '../../platform';

const ANSWER_WITHIN_MS = 60_000;

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A signed-in caller of one n8n's own REST API, the one its editor uses. */
export class Session {
	private cookie = '';

	/** n8n binds the cookie to the browser's id, so that stays the same on every call. */
	constructor(
		readonly url: string,
		private readonly browserId: string = randomUUID(),
	) {}

	/** A session that another process signed in: n8n allows five sign-ins a minute. */
	static restore(saved: string): Session {
		const { url, browserId, cookie } = JSON.parse(saved) as Record<string, string>;
		const session = new Session(url, browserId);
		session.cookie = cookie;
		return session;
	}

	/** What `restore` needs. */
	save(): string {
		return JSON.stringify({ url: this.url, browserId: this.browserId, cookie: this.cookie });
	}

	/**
	 * Calls `/rest<path>` and gives what n8n wraps in `data`.
	 * Throws a RestError when n8n answers with anything but success.
	 */
	async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				'browser-id': this.browserId,
				// A kept connection may be gone when a busy machine comes back to it.
				connection: 'close',
				...(this.cookie ? { cookie: this.cookie } : {}),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
		});
		const text = await response.text();
		if (!response.ok) throw new RestError(method, path, response.status, text);
		const [cookie] = response.headers.getSetCookie();
		if (cookie) this.cookie = cookie.split(';')[0];
		return unwrapped(text) as T;
	}
}

/** n8n refused a call; `message` quotes its reason. */
export class RestError extends Error {
	constructor(
		method: Method,
		path: string,
		readonly status: number,
		readonly answer: string,
	) {
		super(`n8n answered ${status} to ${method} ${path}: ${reasonIn(answer)}`);
	}
}

function unwrapped(text: string): unknown {
	const answer: unknown = text === '' ? undefined : JSON.parse(text);
	const isWrapped = typeof answer === 'object' && answer !== null && 'data' in answer;
	return isWrapped ? answer.data : answer;
}

function reasonIn(answer: string): string {
	try {
		return (JSON.parse(answer) as { message?: string }).message ?? answer;
	} catch {
		return answer.slice(0, 300);
	}
}
