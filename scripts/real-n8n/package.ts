import { fs, path, readFileSync } from '../platform';
import { REPOSITORY } from '../repository';
import { cacheFolder } from './cache';
import { runCommand } from './command';
import { withLock } from './lock';
import { type Say, sayInTerminal, step } from './progress';

/** This package as it would be published. */
export interface PackedPackage {
	name: string;
	version: string;
	/** The tarball. */
	file: string;
}

/** Builds this package and packs it as npm would publish it. */
export async function packPackage(say: Say = sayInTerminal): Promise<PackedPackage> {
	const { name, version } = manifest();
	const folder = path.join(cacheFolder(), 'packed');
	const onWaiting = () => say('  waiting: another start is building this package');
	// `dist` and the tarball are the same places for every start.
	await withLock(path.join(cacheFolder(), 'packed.lock'), onWaiting, async () => {
		await fs.mkdir(folder, { recursive: true });
		await step(say, `Building and packing ${name}`, async () => {
			await npm(['run', 'build'], folder);
			await npm(['pack', '--pack-destination', folder], folder);
		});
	});
	return { name, version, file: path.join(folder, `${name}-${version}.tgz`) };
}

/** Puts a packed package where n8n keeps installed community packages; n8n reads it at its next start. */
export async function placePackage(packed: PackedPackage, userFolder: string): Promise<void> {
	const target = placeIn(userFolder);
	await fs.rm(target, { recursive: true, force: true });
	await fs.mkdir(target, { recursive: true });
	await runCommand({
		command: 'tar',
		args: ['-xzf', packed.file, '-C', target, '--strip-components=1'],
		cwd: userFolder,
		logFile: path.join(userFolder, 'unpack.log'),
	});
}

/** The folder from which an n8n reads this package once it is installed. */
export function placeIn(userFolder: string): string {
	return path.join(userFolder, '.n8n', 'nodes', 'node_modules', manifest().name);
}

async function npm(args: string[], logFolder: string): Promise<void> {
	const logFile = path.join(logFolder, 'build.log');
	// Without a terminal the build's spinner would fill the log.
	await runCommand({ command: 'npm', args, cwd: REPOSITORY, env: { CI: 'true' }, logFile });
}

function manifest(): { name: string; version: string } {
	const text = readFileSync(path.join(REPOSITORY, 'package.json'), 'utf8');
	return JSON.parse(text) as { name: string; version: string };
}
