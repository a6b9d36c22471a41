import { fs, path, process, sleep } from '../platform';

const GRACE_MS = 10_000;
/** A killed process stays listed for as long as nobody asks for its exit code, which may be for ever. */
const LISTED_MS = 2_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Leaders of the process groups that must not outlive this process. */
const leaders = new Set<number>();
let isWatching = false;
let isEnding = false;
let onWishedEnd: (() => void) | undefined;

const tellInterrupted = () => process.stdout.write('\nInterrupted: ending what was started.\n');

/** From now on the process group led by `pid` ends when this process does. */
export function adopt(pid: number): void {
	leaders.add(pid);
	if (isWatching) return;
	isWatching = true;
	for (const signal of SIGNALS) process.on(signal, () => void endWith(signal));
	process.on('exit', () => leaders.forEach((leader) => signalGroup(leader, 'SIGKILL')));
}

/** Whether a signal is ending this process, and with it whatever it started. */
export function isInterrupted(): boolean {
	return isEnding;
}

/** From now on a signal is the wished end of this process: `tell` is called, and the exit code is 0. */
export function expectInterrupt(tell: () => void): void {
	onWishedEnd = tell;
}

/** The group is gone, or somebody else's now. */
export function release(pid: number): void {
	leaders.delete(pid);
}

/** Asks a process group to end, and makes it when it has not within the grace. */
export async function endGroup(pid: number, graceMs = GRACE_MS): Promise<void> {
	signalGroup(pid, 'SIGTERM');
	const deadline = Date.now() + graceMs;
	while (groupLives(pid) && Date.now() < deadline + LISTED_MS) {
		if (Date.now() > deadline) signalGroup(pid, 'SIGKILL');
		await sleep(50);
	}
	release(pid);
}

/** Signals a process and all it started; false when there is none any more. */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
	try {
		return process.kill(-pid, signal);
	} catch {
		return false;
	}
}

/** Ends what an earlier start of ours left working inside a folder (Linux only; elsewhere nothing is found). */
export async function endProcessesIn(folder: string): Promise<void> {
	const real = await fs.realpath(folder).catch(() => folder);
	const entries = await fs.readdir('/proc').catch(() => []);
	for (const pid of entries.map(Number).filter((id) => id > 0 && id !== process.pid)) {
		const place = await fs.readlink(`/proc/${pid}/cwd`).catch(() => '');
		if (place === real || place.startsWith(real + path.sep)) endProcess(pid);
	}
}

function endProcess(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It ended by itself meanwhile, which is all that was wanted.
	}
}

function groupLives(pid: number): boolean {
	try {
		return process.kill(-pid, 0);
	} catch {
		return false;
	}
}

/** A second signal does not wait for anything. */
async function endWith(signal: NodeJS.Signals): Promise<void> {
	if (!isEnding) {
		isEnding = true;
		(onWishedEnd ?? tellInterrupted)();
		await Promise.all([...leaders].map(async (leader) => await endGroup(leader)));
	}
	const interrupted = signal === 'SIGINT' ? 130 : 143;
	process.exit(onWishedEnd ? 0 : interrupted);
}
