import { fs, path, sleep } from '../../../scripts/platform';
import { makeOnce } from '../../../scripts/real-n8n/cache';
import { useCacheFolder } from './folders';

const cache = useCacheFolder();

const fill = (text: string, isDue = () => true) =>
	jest.fn(async (folder: string) => {
		while (!isDue()) await sleep(5);
		await fs.writeFile(path.join(folder, 'what.txt'), text);
	});

const readIn = async (folder: string) => await fs.readFile(path.join(folder, 'what.txt'), 'utf8');

/** Names in the cache, without lock files. */
const entries = async () => (await fs.readdir(cache())).filter((name) => !name.endsWith('.lock'));

it('makes a folder once, also when two ask at the same time', async () => {
	const said = jest.fn();
	// Whoever makes it is not done before the other one has come.
	const isAwaited = () => said.mock.calls.length > 0;
	const [one, two] = [fill('one', isAwaited), fill('two', isAwaited)];
	const folders = await Promise.all([makeOnce('thing', said, one), makeOnce('thing', said, two)]);
	const third = await makeOnce('thing', said, fill('three'));
	expect(new Set([...folders, third]).size).toBe(1);
	expect(one.mock.calls.length + two.mock.calls.length).toBe(1);
	expect(said.mock.calls.flat().join()).toContain('waiting: another start');
});

it('leaves nothing of its name when making did not succeed, and begins afresh', async () => {
	const breaks = async (folder: string) => {
		await fs.writeFile(path.join(folder, 'half.txt'), '');
		throw new Error('no compiler');
	};
	await expect(makeOnce('thing', jest.fn(), breaks)).rejects.toThrow('no compiler');
	expect(await entries()).not.toContain('thing');

	const said = jest.fn();
	const folder = await makeOnce('thing', said, fill('whole'));
	expect(await readIn(folder)).toBe('whole');
	expect(await fs.readdir(folder)).not.toContain('half.txt');
	expect(await entries()).toEqual(['thing']);
	expect(said.mock.calls.flat().join()).toContain('removing what an interrupted start left');
});

it('does not believe a folder of the right name that was never completed', async () => {
	await fs.mkdir(path.join(cache(), 'thing'));
	expect(await readIn(await makeOnce('thing', jest.fn(), fill('whole')))).toBe('whole');
});

it("does not touch what another name's start is making", async () => {
	await fs.mkdir(path.join(cache(), 'thing-2.partial-1'));
	await makeOnce('thing', jest.fn(), fill('whole'));
	expect(await entries()).toContain('thing-2.partial-1');
});
