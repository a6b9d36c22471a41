import { createServer } from '../platform';

const HOST = '127.0.0.1';

/** A port of loopback that nobody listens on right now. */
export async function freePort(): Promise<number> {
	return await listenOnce(0);
}

/** Whether somebody listens on this port of loopback. */
export async function isPortTaken(port: number): Promise<boolean> {
	return await listenOnce(port).then(
		() => false,
		() => true,
	);
}

async function listenOnce(port: number): Promise<number> {
	const server = createServer();
	return await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, HOST, () => {
			const address = server.address();
			const taken = typeof address === 'object' && address ? address.port : port;
			server.close(() => resolve(taken));
		});
	});
}
