import { clearTimeout, setTimeout, type Server, type Socket } from './platform';

/** Open sockets and pending delays: whatever would keep a closed emulator alive. */
export class Connections {
	private readonly sockets = new Set<Socket>();
	private readonly delays = new Map<NodeJS.Timeout, () => void>();

	watch(server: Server): void {
		server.on('connection', (socket: Socket) => {
			this.sockets.add(socket);
			socket.once('close', () => this.sockets.delete(socket));
			socket.on('error', () => socket.destroy());
		});
	}

	/** Resolves after `ms`, or at once when everything is being torn down. */
	async delay(ms: number): Promise<void> {
		if (ms <= 0) return;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(() => {
				this.delays.delete(timer);
				resolve();
			}, ms);
			this.delays.set(timer, resolve);
		});
	}

	/** Tears down every connection and ends every delay. */
	destroyAll(): void {
		for (const [timer, resolve] of this.delays) {
			clearTimeout(timer);
			resolve();
		}
		this.delays.clear();
		for (const socket of this.sockets) socket.destroy();
	}
}
