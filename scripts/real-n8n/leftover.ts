import { fs, path, rmSync } from '../platform';
import { endGroup } from './children';
import { isAlive } from './lock';

/** Notes which process runs on a user folder, so that the next start finds one that was left behind. */
export async function rememberLeader(userFolder: string, pid: number): Promise<void> {
	await fs.writeFile(noteIn(userFolder), String(pid));
}

export function forgetLeader(userFolder: string): void {
	rmSync(noteIn(userFolder), { force: true });
}

/** Ends the n8n of an earlier start whose own end came too suddenly to take n8n along. */
export async function endLeftover(userFolder: string): Promise<void> {
	const pid = Number(await fs.readFile(noteIn(userFolder), 'utf8').catch(() => '0'));
	if (pid > 0 && isAlive(pid) && (await runsOn(userFolder, pid))) await endGroup(pid);
	await fs.rm(noteIn(userFolder), { force: true });
}

/** Process ids are used again: only one whose environment names this folder is ours. */
async function runsOn(userFolder: string, pid: number): Promise<boolean> {
	const environment = await fs.readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
	return environment.split('\0').includes(`N8N_USER_FOLDER=${userFolder}`);
}

function noteIn(userFolder: string): string {
	return path.join(userFolder, 'n8n.pid');
}
