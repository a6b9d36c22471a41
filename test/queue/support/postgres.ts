import { createHash, fs, path, process, tmpdir } from '../../../scripts/platform';
import { cacheFolder, freePort } from '../../../scripts/real-n8n';
import { succeeds } from './exitCode';
import type { Programs } from './programs';
import { type Account, clearAway, emptyFolder, type Server, startServer } from './server';

/** The database, and who opens it without a password: it listens on loopback only. */
export const DATABASE = 'postgres';

/** A PostgreSQL of the suite's own, with an empty database, on a free port of loopback. */
export async function startPostgres(programs: Programs): Promise<Server & { port: number }> {
	const account = await serverAccount();
	const folder = await emptyFolder(ownFolder(), account);
	const data = path.join(folder, 'data');
	const fresh = ['-D', data, '-U', DATABASE, '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
	if (!(await succeeds(programs.initdb, fresh, { cwd: folder, account })))
		throw new Error(`${programs.initdb} could not make a database in ${data}`);
	const port = await freePort();
	const settings = [
		'listen_addresses=127.0.0.1',
		'unix_socket_directories=',
		// What is written here is thrown away in the end.
		'fsync=off',
	];
	const server = await startServer({
		command: programs.postgres,
		args: ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
		folder,
		account,
		isReady: async () =>
			await succeeds(programs.pgIsReady, ['-q', '-h', '127.0.0.1', '-p', String(port)]),
	});
	const stop = async () => {
		await server.stop();
		await clearAway(folder);
	};
	return { port, stop };
}

/**
 * Outside the repository, which the server's own user need not be able to enter; the same for every run
 * with this cache, so that the next one finds what a killed one has left, and no other's.
 */
function ownFolder(): string {
	const hash = createHash('sha256').update(cacheFolder()).digest('hex').slice(0, 12);
	return path.join(tmpdir(), `n8n-nodes-agentscode-postgres-${hash}`);
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function serverAccount(): Promise<Account | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const accounts = (await fs.readFile('/etc/passwd', 'utf8')).split('\n');
	const [, , uid, gid] = accounts.find((line) => line.startsWith('postgres:'))?.split(':') ?? [];
	if (uid === undefined) throw new Error("There is no user 'postgres' to run PostgreSQL as");
	return { uid: Number(uid), gid: Number(gid) };
}
