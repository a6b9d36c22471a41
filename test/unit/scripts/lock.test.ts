import { fs, path, sleep, spawn } from '../../../scripts/platform';
import { isAlive, withLock } from '../../../scripts/real-n8n/lock';
import { useCacheFolder } from './folders';

const cache = useCacheFolder();
const lockFile = () => path.join(cache(), 'work.lock');

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
	const child = spawn('true', []);
	await new Promise((resolve) => child.once('close', resolve));
	return child.pid ?? 0;
}

it('lets one work at a time', async () => {
	let inside = 0;
	const most: number[] = [];
	const work = async () => {
		most.push(++inside);
		await sleep(10);
		inside--;
	};
	await Promise.all([1, 2, 3].map(async () => await withLock(lockFile(), jest.fn(), work)));
	expect(most).toEqual([1, 1, 1]);
});

it('is free again when the work did not succeed', async () => {
	const breaks = async () => await Promise.reject(new Error('no'));
	await expect(withLock(lockFile(), jest.fn(), breaks)).rejects.toThrow('no');
	const onWaiting = jest.fn();
	await expect(withLock(lockFile(), onWaiting, async () => 'done')).resolves.toBe('done');
	expect(onWaiting).not.toHaveBeenCalled();
});

it('is taken over from a process that ended without giving it back', async () => {
	await fs.writeFile(lockFile(), JSON.stringify({ pid: await deadPid(), token: 'x' }));
	await expect(withLock(lockFile(), jest.fn(), async () => 'done')).resolves.toBe('done');
	expect(await fs.readdir(cache())).toEqual([]);
});

it('is taken over when its holder has not stirred for long', async () => {
	await fs.writeFile(lockFile(), JSON.stringify({ pid: 1, token: 'x' }));
	const longAgo = new Date(Date.now() - 60_000);
	await fs.utimes(lockFile(), longAgo, longAgo);
	await expect(withLock(lockFile(), jest.fn(), async () => 'done')).resolves.toBe('done');
});

it('tells living from ended processes', async () => {
	expect(isAlive(1)).toBe(true);
	expect(isAlive(await deadPid())).toBe(false);
});
