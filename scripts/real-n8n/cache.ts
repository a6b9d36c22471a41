import { existsSync, fs, path, process } from '../platform';
import { REPOSITORY } from '../repository';
import { endProcessesIn } from './children';
import { withLock } from './lock';
import type { Say } from './progress';

const MARKER = 'complete.json';

/** Where fetched programs are kept; `AGENTSCODE_CACHE_DIR` names another place. */
export function cacheFolder(): string {
	const named = process.env.AGENTSCODE_CACHE_DIR;
	return named ? path.resolve(named) : path.join(REPOSITORY, '.cache');
}

/**
 * Makes `<cache>/<name>` once: `make` fills a folder of another name, which gets its own name only
 * when it is complete. What an interrupted start left behind is removed, and two starts take turns.
 * @returns the complete folder
 */
export async function makeOnce(
	name: string,
	say: Say,
	make: (folder: string) => Promise<void>,
): Promise<string> {
	const folder = path.join(cacheFolder(), name);
	if (isComplete(folder)) return folder;
	const onWaiting = () => say(`  waiting: another start is making ${folder}`);
	await withLock(`${folder}.lock`, onWaiting, async () => {
		if (isComplete(folder)) return;
		await clearAway(folder, name, say);
		const partial = `${folder}.partial-${process.pid}`;
		await fs.mkdir(partial, { recursive: true });
		await make(partial);
		await fs.writeFile(path.join(partial, MARKER), JSON.stringify(machine()));
		await fs.rename(partial, folder);
	});
	return folder;
}

function isComplete(folder: string): boolean {
	return existsSync(path.join(folder, MARKER));
}

async function clearAway(folder: string, name: string, say: Say): Promise<void> {
	const siblings = await fs.readdir(path.dirname(folder));
	const leftovers = siblings.filter(
		(sibling) => sibling === name || sibling.startsWith(`${name}.partial-`),
	);
	if (leftovers.length === 0) return;
	say(`  removing what an interrupted start left: ${leftovers.join(', ')}`);
	for (const leftover of leftovers) {
		const abandoned = path.join(path.dirname(folder), leftover);
		await endProcessesIn(abandoned);
		await fs.rm(abandoned, { recursive: true, force: true });
	}
}

function machine(): Record<string, string> {
	return { platform: process.platform, arch: process.arch, madeAt: new Date().toISOString() };
}
