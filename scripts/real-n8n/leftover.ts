import { fs, path, process, rmSync } from '../platform';
import { cacheFolder } from './cache';
import { endGroup } from './children';
import { isAlive } from './lock';

/** Notes which process runs on a user folder, so that the next start finds one that was left behind. */
export async function rememberLeader(userFolder: string, pid: number): Promise<void> {
	await fs.writeFile(noteIn(userFolder), JSON.stringify({ pid, startedBy: process.pid }));
}

export function forgetLeader(userFolder: string): void {
	rmSync(noteIn(userFolder), { force: true });
}

/**
 * Ends the n8n of an earlier start whose own end came too suddenly to take n8n along.
 * Throws when that earlier start still goes on: two n8n on one folder would spoil its database.
 */
export async function endLeftover(userFolder: string): Promise<void> {
	const { pid, startedBy } = await readNote(userFolder);
	if (pid > 0 && isAlive(pid) && (await runsOn(userFolder, pid))) {
		if (startedBy !== process.pid && (await parentOf(pid)) === startedBy)
			throw new Error(
				`Process ${startedBy} already runs an n8n on ${userFolder}; end that one first`,
			);
		await endGroup(pid);
	}
	forgetLeader(userFolder);
}

/** An empty user folder in the cache, `<cache>/<names>`; what an earlier start left in it is ended first. */
export async function freshUserFolder(...names: string[]): Promise<string> {
	const userFolder = path.join(cacheFolder(), ...names);
	await endLeftover(userFolder);
	await fs.rm(userFolder, { recursive: true, force: true });
	await fs.mkdir(userFolder, { recursive: true });
	return userFolder;
}

async function readNote(userFolder: string): Promise<{ pid: number; startedBy: number }> {
	const text = await fs.readFile(noteIn(userFolder), 'utf8').catch(() => '');
	const [pid = 0, startedBy = 0] = (text.match(/\d+/g) ?? []).map(Number);
	return { pid, startedBy };
}

/** Process ids are used again: only one whose environment names this folder is ours. */
async function runsOn(userFolder: string, pid: number): Promise<boolean> {
	const environment = await fs.readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
	return environment.split('\0').includes(`N8N_USER_FOLDER=${userFolder}`);
}

async function parentOf(pid: number): Promise<number> {
	const status = await fs.readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0);
}

function noteIn(userFolder: string): string {
	return path.join(userFolder, 'n8n.pid');
}
