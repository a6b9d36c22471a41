import { closeSync, fs, openSync, path, sleep, spawn } from '../../../scripts/platform';
import { adopt, endGroup, endProcessesIn, release } from '../../../scripts/real-n8n/children';
import { tailOf } from '../../../scripts/real-n8n/command';

const READY_WITHIN_MS = 30_000;
const LOOK_MS = 100;

/** A user of this machine to run a program as. */
export interface Account {
	uid: number;
	gid: number;
}

export interface ServerCommand {
	command: string;
	args: string[];
	/** Its working folder; whatever an interrupted run left running there is ended first. */
	folder: string;
	account?: Account;
	isReady: () => Promise<boolean>;
}

/** A server of this machine as a process of its own, which does not outlive this one. */
export interface Server {
	stop(): Promise<void>;
}

/** Starts a server and waits until it answers. Throws, quoting its last words, when it does not. */
export async function startServer(server: ServerCommand): Promise<Server> {
	await endProcessesIn(server.folder);
	const logFile = path.join(server.folder, 'server.log');
	const log = openSync(logFile, 'a');
	const child = spawn(server.command, server.args, {
		cwd: server.folder,
		stdio: ['ignore', log, log],
		detached: true,
		...server.account,
	});
	closeSync(log);
	const { pid } = child;
	if (pid === undefined) throw new Error(`${server.command} could not be started`);
	adopt(pid);
	child.once('exit', () => release(pid));
	const deadline = Date.now() + READY_WITHIN_MS;
	while (!(await server.isReady())) {
		if (child.exitCode !== null || Date.now() > deadline) {
			await endGroup(pid);
			throw new Error(`${server.command} did not get ready.\n${await tailOf(logFile)}`);
		}
		await sleep(LOOK_MS);
	}
	return { stop: async () => await endGroup(pid) };
}

/** Removes a folder and ends what still works in it. */
export async function clearAway(folder: string): Promise<void> {
	await endProcessesIn(folder);
	await fs.rm(folder, { recursive: true, force: true });
}

/** An empty folder, owned by `account`; a server that an interrupted run left in it is ended first. */
export async function emptyFolder(folder: string, account?: Account): Promise<string> {
	await clearAway(folder);
	await fs.mkdir(folder, { recursive: true });
	if (account) await fs.chown(folder, account.uid, account.gid);
	return folder;
}
