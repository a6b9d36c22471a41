import { fs, path, process } from '../../../scripts/platform';
import { cacheFolder, sayInTerminal } from '../../../scripts/real-n8n';
import { runCommand } from '../../../scripts/real-n8n/command';
import { step } from '../../../scripts/real-n8n/progress';

/** Debian keeps PostgreSQL's server programs out of PATH, one folder for each version. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';
const DEBIAN_PACKAGES = ['redis-server', 'postgresql'];

/** Where the programs of the two servers are on this machine. */
export interface Programs {
	redisServer: string;
	redisCli: string;
	initdb: string;
	postgres: string;
	pgIsReady: string;
}

/**
 * Finds Redis and PostgreSQL, and installs Debian's packages where they are missing.
 *
 * @throws Error that says what to install, where that is not possible
 */
export async function findPrograms(): Promise<Programs> {
	const found = await lookForPrograms();
	if (found) return found;
	const title = `Installing ${DEBIAN_PACKAGES.join(' and ')} (about a minute, only the first time)`;
	await step(sayInTerminal, title, installPackages);
	const installed = await lookForPrograms();
	if (installed) return installed;
	throw new Error(`Redis and PostgreSQL are needed: ${DEBIAN_PACKAGES.join(', ')} on Debian`);
}

async function lookForPrograms(): Promise<Programs | undefined> {
	const versions = (await fs.readdir(POSTGRES_VERSIONS).catch(() => [])).sort(
		(a, b) => Number(b) - Number(a),
	);
	const folders = [
		...versions.map((version) => path.join(POSTGRES_VERSIONS, version, 'bin')),
		...(process.env.PATH ?? '').split(path.delimiter),
	];
	const names = ['redis-server', 'redis-cli', 'initdb', 'postgres', 'pg_isready'];
	const places = await Promise.all(names.map(async (name) => await firstWith(name, folders)));
	const [redisServer, redisCli, initdb, postgres, pgIsReady] = places;
	if (!redisServer || !redisCli || !initdb || !postgres || !pgIsReady) return undefined;
	return { redisServer, redisCli, initdb, postgres, pgIsReady };
}

async function firstWith(name: string, folders: string[]): Promise<string | undefined> {
	for (const folder of folders) {
		const file = path.join(folder, name);
		const isThere = await fs.access(file, fs.constants.X_OK).then(
			() => true,
			() => false,
		);
		if (isThere) return file;
	}
	return undefined;
}

async function installPackages(): Promise<void> {
	await aptGet('update');
	await aptGet('install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES);
}

async function aptGet(...args: string[]): Promise<void> {
	const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	// With run level 1, Debian does not start the servers that it installs.
	const settings = ['env', 'RUNLEVEL=1', 'DEBIAN_FRONTEND=noninteractive'];
	const [command, ...rest] = [...asRoot, ...settings, 'apt-get', ...args];
	const folder = path.join(cacheFolder(), 'queue');
	await fs.mkdir(folder, { recursive: true });
	await runCommand({
		command,
		args: rest,
		cwd: folder,
		logFile: path.join(folder, 'apt-get.log'),
	});
}
