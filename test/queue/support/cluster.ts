import { fs } from '../../../scripts/platform';
import {
	freshUserFolder,
	installN8n,
	type InstalledN8n,
	packPackage,
	type PackedPackage,
	placePackage,
	RealN8n,
} from '../../../scripts/real-n8n';
import { DATABASE, startPostgres } from './postgres';
import { findPrograms } from './programs';
import { startRedis } from './redis';
import type { Server } from './server';

/**
 * A worker that dies is noticed when the lock on its job has run out: a minute and a half with n8n's
 * usual settings, seconds with these.
 */
const DEATH_NOTICED_SOON = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

/** Each worker takes one execution at a time, so that two at once need two workers. */
const WORKER = ['worker', '--concurrency=1'];

/** n8n in queue mode: Redis, PostgreSQL, one main and two workers, each with the packed package. */
export class Cluster {
	private constructor(
		readonly main: RealN8n,
		readonly workers: [RealN8n, RealN8n],
		private readonly servers: Server[],
	) {}

	/** Starts everything; what was started is ended again when a part does not start. */
	static async open(): Promise<Cluster> {
		const installed = await installN8n();
		const packed = await packPackage();
		const programs = await findPrograms();
		// Before anything is started: this throws while another run goes on, whose servers
		// would be taken for leftovers.
		const folders = await freshFolders();
		const started: Server[] = [];
		let isWhole = false;
		const keep = <T extends Server>(server: T): T => {
			started.unshift(server);
			return server;
		};
		try {
			const redis = keep(await startRedis(programs));
			const postgres = keep(await startPostgres(programs));
			const env = settingsFor(redis.port, postgres.port);
			// The main one makes the tables that the workers read.
			const main = keep(await bootPart(installed, packed, folders.main, env));
			const one = keep(await bootPart(installed, packed, folders.one, env, WORKER));
			const two = keep(await bootPart(installed, packed, folders.two, env, WORKER));
			isWhole = true;
			return new Cluster(main, [one, two], started);
		} finally {
			if (!isWhole) await stopAll(started);
		}
	}

	/** The worker that runs, or ran, an execution, by what its log says. */
	async workerOf(executionId: string): Promise<RealN8n | undefined> {
		for (const worker of this.workers) {
			const log = await fs.readFile(worker.logFile, 'utf8');
			if (log.includes(`Worker started execution ${executionId} (`)) return worker;
		}
		return undefined;
	}

	/** Ends everything, the latest first. */
	async close(): Promise<void> {
		await stopAll(this.servers);
	}
}

async function stopAll(servers: Server[]): Promise<void> {
	for (const server of servers) await server.stop();
}

function settingsFor(redisPort: number, postgresPort: number): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgresPort),
		DB_POSTGRESDB_DATABASE: DATABASE,
		DB_POSTGRESDB_USER: DATABASE,
		// What one part encrypts, the others decrypt.
		N8N_ENCRYPTION_KEY: 'shared-by-main-and-workers',
		...DEATH_NOTICED_SOON,
	};
}

async function freshFolders() {
	return {
		main: await freshUserFolder('queue', 'main'),
		one: await freshUserFolder('queue', 'worker-1'),
		two: await freshUserFolder('queue', 'worker-2'),
	};
}

async function bootPart(
	installed: InstalledN8n,
	packed: PackedPackage,
	userFolder: string,
	env: Record<string, string>,
	command?: string[],
): Promise<RealN8n> {
	await placePackage(packed, userFolder);
	return await RealN8n.boot(installed, { userFolder, env, command });
}
