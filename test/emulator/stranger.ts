import { createServer, type AddressInfo, type IncomingHttpHeaders, type Server } from './platform';
import type { Connections } from './connections';

export interface StrangerRequest {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
}

/** Another origin, for redirects that must not carry the key along: it answers 200 and remembers all. */
export class Stranger {
	requests: StrangerRequest[] = [];
	private readonly server: Server;

	constructor(connections: Connections) {
		this.server = createServer((request, response) => {
			const { method = '', url = '', headers } = request;
			this.requests.push({ method, path: url, headers });
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end('{"from":"another origin"}');
		});
		connections.watch(this.server);
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/elsewhere`;
	}

	async open(): Promise<void> {
		await listen(this.server, 0);
	}

	async close(): Promise<void> {
		await unlisten(this.server);
	}
}

/** Loopback only; rejects when the port is taken. */
export async function listen(server: Server, port: number): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			server.off('error', reject);
			resolve();
		});
	});
}

/** Resolves when no connection is left; a server that does not listen is left alone. */
export async function unlisten(server: Server): Promise<void> {
	if (!server.listening) return;
	await new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
