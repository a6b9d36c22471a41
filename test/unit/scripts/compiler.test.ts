import { fs, path, process } from '../../../scripts/platform';
import { requireCompiler } from '../../../scripts/real-n8n/compiler';
import { useCacheFolder } from './folders';

const folder = useCacheFolder();
const path0 = process.env.PATH;

beforeEach(() => {
	process.env.PATH = folder();
});
afterEach(() => {
	process.env.PATH = path0;
});

async function provide(...names: string[]): Promise<void> {
	for (const name of names) await fs.writeFile(path.join(folder(), name), '', { mode: 0o755 });
}

it.each([
	[[], 'g++, make, or python3', 'g++ make python3'],
	[['make'], 'g++ or python3', 'g++ python3'],
	[['g++', 'make'], 'python3', 'python3'],
])('with %p alone, names what is missing and how to get it', async (present, missing, packages) => {
	await provide(...present);
	const refusal = requireCompiler();
	await expect(refusal).rejects.toThrow(`there is no ${missing} here`);
	await expect(refusal).rejects.toThrow(`apt-get install -y ${packages} `);
});

it('is content when all is there', async () => {
	await provide('g++', 'make', 'python3');
	await expect(requireCompiler()).resolves.toBeUndefined();
});

it('does not count a file that cannot be run', async () => {
	await provide('make', 'python3');
	await fs.writeFile(path.join(folder(), 'g++'), '', { mode: 0o644 });
	await expect(requireCompiler()).rejects.toThrow('there is no g++ here');
});
