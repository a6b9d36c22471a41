import { fs, path, process, spawn } from '../platform';
import type { Say } from '../real-n8n';
import { adopt } from '../real-n8n/children';
import { cleanedEnvironment } from '../real-n8n/command';
import { REPOSITORY } from '../repository';

/** With these settings n8n loads a package again when a file of it changes, and tells open editors. */
export const LIVE_RELOAD = { NODE_ENV: 'development', N8N_DEV_RELOAD: 'true' };

const SOURCES = ['nodes', 'credentials'];
/** What n8n reads of the sources as it stands: icons, codex files and output previews. */
const ASSET = /\.(svg|png|json)$/;

/**
 * Keeps a placed package the same as the sources, for as long as this process lives.
 * @param packageFolder where n8n reads the package from
 */
export function followSources(packageFolder: string, say: Say): void {
	const dist = path.join(packageFolder, 'dist');
	compileOnChange(dist);
	for (const folder of SOURCES) void copyAssetsOnChange(folder, dist, say);
}

/** The compiler speaks for itself: what it finds wrong is shown in the terminal. */
function compileOnChange(dist: string): void {
	const compiler = path.join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc');
	const child = spawn(
		process.execPath,
		[compiler, '--watch', '--preserveWatchOutput', '--outDir', dist],
		{
			cwd: REPOSITORY,
			env: cleanedEnvironment(),
			stdio: ['ignore', 'inherit', 'inherit'],
			detached: true,
		},
	);
	if (child.pid) adopt(child.pid);
}

async function copyAssetsOnChange(folder: string, dist: string, say: Say): Promise<void> {
	const source = path.join(REPOSITORY, folder);
	for await (const { filename } of fs.watch(source, { recursive: true })) {
		if (filename === null || !ASSET.test(filename)) continue;
		const target = path.join(dist, folder, filename);
		await fs.mkdir(path.dirname(target), { recursive: true });
		// Editors write by renaming: a file may be gone for a moment, and its next event brings it.
		await fs.copyFile(path.join(source, filename), target).then(
			() => say(`Copied ${path.join(folder, filename)}`),
			() => undefined,
		);
	}
}
