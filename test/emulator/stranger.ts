import { createServer, type AddressInfo, type IncomingHttpHeaders, type Server } from './platform';
import type { Connections } from './connections';
import { listen, unlisten } from './port';

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
