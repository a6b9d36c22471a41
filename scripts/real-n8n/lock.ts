import { clearInterval, fs, path, process, randomUUID, setInterval, sleep } from '../platform';

const HEARTBEAT_MS = 5_000;
const STALE_MS = 30_000;
const LOOK_MS = 500;

/**
 * Does `work` while no other process does work under the same lock file; waits for its turn, telling
 * once that it waits. A lock whose holder died is taken over.
 */
export async function withLock<T>(
	lockFile: string,
	onWaiting: () => void,
	work: () => Promise<T>,
): Promise<T> {
	await fs.mkdir(path.dirname(lockFile), { recursive: true });
	const mine = JSON.stringify({ pid: process.pid, token: randomUUID() });
	for (let told = false; !(await claim(lockFile, mine)); told = true) {
		if (!told) onWaiting();
		await removeIfStale(lockFile);
		await sleep(LOOK_MS);
	}
	const heartbeat = setInterval(() => void touch(lockFile), HEARTBEAT_MS);
	heartbeat.unref();
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		await fs.rm(lockFile, { force: true });
	}
}

async function claim(lockFile: string, mine: string): Promise<boolean> {
	try {
		await fs.writeFile(lockFile, mine, { flag: 'wx' });
		return true;
	} catch {
		return false;
	}
}

async function touch(lockFile: string): Promise<void> {
	const now = new Date();
	await fs.utimes(lockFile, now, now).catch(() => undefined);
}

/** Moves a dead holder's lock out of the way; puts it back when another took it over meanwhile. */
async function removeIfStale(lockFile: string): Promise<void> {
	const seen = await fs.readFile(lockFile, 'utf8').catch(() => undefined);
	if (seen === undefined || !(await isStale(lockFile, seen))) return;
	const aside = `${lockFile}.${randomUUID()}`;
	try {
		await fs.rename(lockFile, aside);
		if ((await fs.readFile(aside, 'utf8')) !== seen) await fs.link(aside, lockFile);
	} catch {
		// Another process was quicker; the next look shows who holds the lock now.
	}
	await fs.rm(aside, { force: true });
}

async function isStale(lockFile: string, content: string): Promise<boolean> {
	const holder = /"pid":(\d+)/.exec(content);
	if (holder && !isAlive(Number(holder[1]))) return true;
	const touchedAt = await fs.stat(lockFile).then(
		({ mtimeMs }) => mtimeMs,
		() => Date.now(),
	);
	// The holder may be in another container, where its id says nothing here.
	return Date.now() - touchedAt > STALE_MS;
}

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
