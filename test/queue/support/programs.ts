import { installDebianPackages } from '../../../scripts/debian';
import { fs, path } from '../../../scripts/platform';
import { findProgram, foldersOfPath } from '../../../scripts/programs';

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
	await installDebianPackages(DEBIAN_PACKAGES);
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
		...foldersOfPath(),
	];
	const names = ['redis-server', 'redis-cli', 'initdb', 'postgres', 'pg_isready'];
	const places = await Promise.all(names.map(async (name) => await findProgram(name, folders)));
	const [redisServer, redisCli, initdb, postgres, pgIsReady] = places;
	if (!redisServer || !redisCli || !initdb || !postgres || !pgIsReady) return undefined;
	return { redisServer, redisCli, initdb, postgres, pgIsReady };
}
