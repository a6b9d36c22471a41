import { path } from '../../../scripts/platform';
import { cacheFolder, freePort } from '../../../scripts/real-n8n';
import { succeeds } from './exitCode';
import type { Programs } from './programs';
import { emptyFolder, type Server, startServer } from './server';

/** A Redis of the suite's own: on loopback, on a free port, in memory only. */
export async function startRedis(programs: Programs): Promise<Server & { port: number }> {
	const folder = await emptyFolder(path.join(cacheFolder(), 'queue', 'redis'));
	const port = await freePort();
	const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' };
	const server = await startServer({
		command: programs.redisServer,
		args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
		folder,
		isReady: async () => await succeeds(programs.redisCli, ['-p', String(port), 'ping']),
	});
	return { port, stop: server.stop };
}
