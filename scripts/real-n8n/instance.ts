import { type ChildProcess, closeSync, fs, openSync, path, sleep, spawn } from '../platform';
import { adopt, endGroup, release, signalGroup } from './children';
import { tailOf } from './command';
import { environmentFor, type Place } from './environment';
import type { InstalledN8n } from './install';
import { endLeftover, forgetLeader, rememberLeader } from './leftover';
import { freePort, isPortTaken } from './ports';

const READY_WITHIN_MS = 180_000;
const LOOK_MS = 250;

export interface BootOptions {
	/** Holds the database, the key and installed packages; created when missing. */
	userFolder: string;
	/** On 127.0.0.1; a free one unless told. */
	port?: number;
	/** Settings beside the quiet ones, or instead of them. */
	env?: Record<string, string>;
	/** n8n's own command, `start` unless told (`worker` in queue mode). */
	command?: string[];
}

/** A real n8n as a process of its own. Its database outlives it: start it again on the same folder. */
export class RealN8n {
	/** Everything n8n said, over all starts. */
	readonly logFile: string;
	private child?: ChildProcess;

	private constructor(
		private readonly installed: InstalledN8n,
		private readonly place: Place,
		private readonly options: BootOptions,
	) {
		this.logFile = path.join(place.userFolder, 'n8n.log');
	}

	/** Starts n8n and waits until it answers. Throws when the port is taken or n8n ends before. */
	static async boot(installed: InstalledN8n, options: BootOptions): Promise<RealN8n> {
		await fs.mkdir(options.userFolder, { recursive: true });
		await endLeftover(options.userFolder);
		// Both at once: one after the other may be the same port, since none is held till n8n listens.
		const [free, brokerPort] = await Promise.all([freePort(), freePort()]);
		const place = { port: options.port ?? free, brokerPort, userFolder: options.userFolder };
		const n8n = new RealN8n(installed, place, options);
		await n8n.start();
		return n8n;
	}

	get url(): string {
		return `http://localhost:${this.place.port}`;
	}

	get userFolder(): string {
		return this.place.userFolder;
	}

	private get command(): string[] {
		return this.options.command ?? ['start'];
	}

	/** Process id while n8n runs. */
	get pid(): number | undefined {
		return this.child?.pid;
	}

	/** Starts a stopped or killed n8n again, on the same data and port. */
	async start(): Promise<void> {
		if (this.child) return;
		if (await isPortTaken(this.place.port)) throw new PortInUse(this.place.port);
		const log = openSync(this.logFile, 'a');
		const { runtime, entry } = this.installed;
		const child = spawn(runtime.node, [entry, ...this.command], {
			cwd: this.place.userFolder,
			env: environmentFor(this.installed, this.place, this.options.env),
			stdio: ['ignore', log, log],
			// A group of its own: its task runner ends with it, and Ctrl-C reaches it through us alone.
			detached: true,
		});
		closeSync(log);
		this.child = child;
		child.once('exit', () => this.forget(child));
		if (child.pid) {
			adopt(child.pid);
			await rememberLeader(this.place.userFolder, child.pid);
		}
		await this.untilReady();
	}

	/** Lets n8n end by itself, and ends it when it has not within the grace. */
	async stop(graceMs?: number): Promise<void> {
		if (!this.pid) return;
		await endGroup(this.pid, graceMs);
		await this.untilForgotten();
	}

	/** SIGKILL, as a crash or a power cut would: nothing is saved or said. */
	async kill(): Promise<void> {
		if (!this.pid) return;
		signalGroup(this.pid, 'SIGKILL');
		await this.untilForgotten();
	}

	/** The last lines of what n8n said. */
	async log(lines?: number): Promise<string> {
		return await tailOf(this.logFile, lines);
	}

	private async untilReady(): Promise<void> {
		const deadline = Date.now() + READY_WITHIN_MS;
		while (!(await this.isReady())) {
			if (!this.child) throw await this.endedEarly();
			if (Date.now() > deadline) {
				await this.kill();
				throw new Error(`n8n was not ready in ${READY_WITHIN_MS} ms.\n${await this.lastWords()}`);
			}
			await sleep(LOOK_MS);
		}
	}

	/** Older n8n call themselves healthy before their API is there; a worker has none. */
	private async isReady(): Promise<boolean> {
		const origin = `http://127.0.0.1:${this.place.port}`;
		const isHealthy = await answers(`${origin}/healthz/readiness`);
		return (
			isHealthy && (this.command[0] === 'worker' || (await answers(`${origin}/rest/settings`)))
		);
	}

	private async endedEarly(): Promise<Error> {
		const words = await this.lastWords();
		// Somebody took the port after it was looked at.
		if (/port \d+ is already in use/.test(words)) return new PortInUse(this.place.port);
		return new Error(`n8n ended before it was ready.\n${words}`);
	}

	private async lastWords(): Promise<string> {
		return `${await this.log(20)}\nAll it said is in ${this.logFile}`;
	}

	private forget(child: ChildProcess): void {
		if (child.pid) release(child.pid);
		if (this.child === child) this.child = undefined;
		forgetLeader(this.place.userFolder);
	}

	private async untilForgotten(): Promise<void> {
		while (this.child) await sleep(LOOK_MS / 5);
	}
}

/** Somebody else listens where n8n should. */
export class PortInUse extends Error {
	constructor(readonly port: number) {
		super(`Port ${port} of this machine is in use by another program`);
	}
}

async function answers(url: string): Promise<boolean> {
	return await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
		({ ok }) => ok,
		() => false,
	);
}
