import type { Connections } from './connections';
import type { AddressInfo, Server } from './platform';

/** A port of loopback that can be closed, and opened again under the same number. */
export class Port {
	private server?: Server;

	constructor(
		/** 0 takes a free one. */
		private number: number,
		private readonly connections: Connections,
	) {}

	get origin(): string {
		return `http://127.0.0.1:${this.number}`;
	}

	/** Rejects when the wanted port is taken. */
	async open(server: Server): Promise<void> {
		this.server = server;
		await this.resume();
	}

	/** Connections are torn down and new ones refused. */
	async pause(): Promise<void> {
		this.connections.destroyAll();
		if (this.server) await unlisten(this.server);
	}

	async resume(): Promise<void> {
		if (!this.server || this.server.listening) return;
		await listen(this.server, this.number);
		this.number = (this.server.address() as AddressInfo).port;
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
