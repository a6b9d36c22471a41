import { fs, path, process } from '../platform';
import { makeOnce } from './cache';
import { runCommand } from './command';
import { requireCompiler } from './compiler';
import { type Say, sayInTerminal, step } from './progress';
import { nodeFor, type NodeRuntime } from './runtime';
import { DEFAULT_N8N_VERSION, describeVersion, type N8nVersion } from './versions';

/** An n8n on this machine, ready to be started. */
export interface InstalledN8n {
	version: string;
	/** What to run with `runtime.node`. */
	entry: string;
	runtime: NodeRuntime;
	/** Settings this version needs. */
	environment: Record<string, string>;
}

export interface InstallOptions {
	/** One that versions.ts knows; the demo's unless told. */
	version?: string;
	say?: Say;
}

/**
 * Fetches n8n from npm into the cache, once; later calls return at once.
 * Throws when a compiler is missing or npm does not succeed; the next call begins afresh.
 */
export async function installN8n(options: InstallOptions = {}): Promise<InstalledN8n> {
	const { version = DEFAULT_N8N_VERSION, say = sayInTerminal } = options;
	const known = describeVersion(version);
	const name = `n8n-${version}`;
	const folder = await makeOnce(name, say, async (partial) => {
		await requireCompiler();
		const runtime = await nodeFor(known, say);
		const title = `Fetching n8n ${version} (2 to 5 minutes, about 2.5 GB, only the first time)`;
		await step(say, title, () => fetchN8n(version, known, runtime, partial));
		await step(say, 'Compiling its SQLite driver (1 to 3 minutes)', () =>
			compileSqlite(runtime, partial),
		);
		await step(say, 'Trying it', () => tryOut(runtime, partial));
	});
	return {
		version,
		entry: entryIn(folder),
		runtime: await nodeFor(known, say),
		environment: known.environment ?? {},
	};
}

async function fetchN8n(
	version: string,
	{ overrides = {} }: N8nVersion,
	runtime: NodeRuntime,
	folder: string,
): Promise<void> {
	const manifest = { private: true, dependencies: { n8n: version }, overrides };
	await fs.writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
	// Some packages fetch prebuilt programs from elsewhere when installed, and fail the whole where
	// only the registry is in reach. n8n starts without them.
	await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], runtime, folder);
}

async function compileSqlite(runtime: NodeRuntime, folder: string): Promise<void> {
	const args = ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'];
	await npm(args, runtime, folder);
}

async function npm(args: string[], runtime: NodeRuntime, folder: string): Promise<void> {
	await runCommand({
		command: 'npm',
		args,
		cwd: folder,
		env: {
			PATH: `${runtime.bin}${path.delimiter}${process.env.PATH}`,
			// The user's own setting, if any, names the headers of the user's Node.
			npm_config_nodedir: runtime.headers,
		},
		logFile: path.join(folder, 'npm.log'),
	});
}

async function tryOut(runtime: NodeRuntime, folder: string): Promise<void> {
	const logFile = path.join(folder, 'try.log');
	await runCommand({
		command: runtime.node,
		args: [entryIn(folder), '--version'],
		cwd: folder,
		logFile,
	});
	const openDatabase = "new (require('sqlite3').Database)(':memory:').close()";
	await runCommand({ command: runtime.node, args: ['-e', openDatabase], cwd: folder, logFile });
}

function entryIn(folder: string): string {
	return path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
}
