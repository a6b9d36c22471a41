import { type ChildProcess, fs, path, process, sleep, spawn } from '../../../scripts/platform';
import { endProcessesIn } from '../../../scripts/real-n8n/children';
import { endLeftover } from '../../../scripts/real-n8n/leftover';
import { isAlive } from '../../../scripts/real-n8n/lock';
import { useCacheFolder } from './folders';

const folder = useCacheFolder();
const started: ChildProcess[] = [];

afterEach(() => {
	for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Something that runs until it is ended, on the given user folder. */
async function runningOn(userFolder: string): Promise<number> {
	const child = spawn('sleep', ['60'], {
		cwd: folder(),
		env: { PATH: process.env.PATH, N8N_USER_FOLDER: userFolder },
		detached: true,
	});
	started.push(child);
	const { pid = 0 } = child;
	// A program has no environment yet in the moment in which it takes the place of the one that began it.
	while ((await fs.readFile(`/proc/${pid}/environ`, 'utf8')) === '') await sleep(1);
	return pid;
}

/** Bounded by the test's own time-out. */
async function untilEnded(pid: number): Promise<void> {
	while (isAlive(pid)) await sleep(5);
}

async function note(pid: number, startedBy: number): Promise<void> {
	await fs.writeFile(path.join(folder(), 'n8n.pid'), JSON.stringify({ pid, startedBy }));
}

const NOBODY = 2 ** 22 + 1;

describe('what an earlier start left running', () => {
	it('is ended when its starter is gone', async () => {
		const pid = await runningOn(folder());
		await note(pid, NOBODY);
		await endLeftover(folder());
		await untilEnded(pid);
		expect(await fs.readdir(folder())).not.toContain('n8n.pid');
	});

	it('is left alone when the process id now belongs to something else', async () => {
		const pid = await runningOn('/somewhere/else');
		await note(pid, NOBODY);
		await endLeftover(folder());
		expect(isAlive(pid)).toBe(true);
	});

	it('is nothing when there is no note, or its process has ended', async () => {
		await expect(endLeftover(folder())).resolves.toBeUndefined();
		await note(NOBODY, NOBODY);
		await expect(endLeftover(folder())).resolves.toBeUndefined();
	});
});

it('processes that still work inside an abandoned folder are ended', async () => {
	const pid = await runningOn('/somewhere/else');
	await endProcessesIn(folder());
	await untilEnded(pid);
});
