import { existsSync, fs, path, tmpdir } from '../../scripts/platform';
import { REPOSITORY } from '../../scripts/repository';
import { loaderTests } from './package.loader';
import { manifestTests } from './package.manifest';
import { openPackage, scan } from './packed';

// n8n's scanner takes half a minute on a busy machine; its own process is bounded by two.
jest.setTimeout(150_000);

/** One for all: to build and pack it anew for a part of the tests would take longer than they do. */
const packed = openPackage();

describe('what is packed', () => {
	it('is what runs and what is read, and nothing else', () => {
		const odd = packed.files.filter(
			(file) => !/^(LICENSE|README\.md|package\.json|index\.js|dist\/.+)$/.test(file),
		);
		expect(odd).toEqual([]);
		expect(packed.files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'index.js']));
	});

	it('has code, types, maps, icons and codex files under dist, in the known folders', () => {
		const known =
			/^dist\/(nodes\/AgentsCode|credentials)\/.*(\.js|\.js\.map|\.d\.ts|\.svg|\.node\.json)$/;
		const preview = /^dist\/nodes\/AgentsCode\/__schema__\/v[\d.]+\/\w+\/\w+\.json$/;
		const odd = packed.files.filter(
			(file) => file.startsWith('dist/') && !known.test(file) && !preview.test(file),
		);
		expect(odd).toEqual([]);
	});

	it('has the output preview of every operation', async () => {
		const folder = 'nodes/AgentsCode/__schema__';
		const sources = await fs.readdir(path.join(REPOSITORY, folder), { recursive: true });
		const previews = sources.filter((file) => file.endsWith('.json'));
		expect(previews.length).toBeGreaterThan(0);
		expect(packed.files).toEqual(
			expect.arrayContaining(previews.map((file) => `dist/${folder}/${file}`)),
		);
	});

	it('has no test, emulator or script in it, and no path of the machine it was built on', async () => {
		expect(
			packed.files.filter((file) => /\.test\.|(^|\/)(test|emulator|scripts|examples)\//.test(file)),
		).toEqual([]);
		for (const file of packed.files.filter((each) => /\.(js|map|json|d\.ts)$/.test(each))) {
			expect([file, (await packed.read(file)).includes(REPOSITORY)]).toEqual([file, false]);
		}
	});

	it('has maps that point to sources by relative paths, without their text', async () => {
		const maps = packed.files.filter((file) => file.endsWith('.map'));
		expect(maps.length).toBeGreaterThan(0);
		for (const file of maps) {
			const map = JSON.parse(await packed.read(file)) as Record<string, unknown>;
			expect(map.sourcesContent).toBeUndefined();
			for (const source of map.sources as string[]) expect(source).toMatch(/^\.\..*\.ts$/);
		}
	});

	it('leaves no compiled file of a source that is gone', () => {
		const sources = packed.files
			.filter((file) => file.startsWith('dist/') && file.endsWith('.js'))
			.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
		expect(sources.filter((file) => !existsSync(path.join(REPOSITORY, file)))).toEqual([]);
	});
});

describe('what the code asks for', () => {
	const REQUIRE = /\brequire\((['"`])(.+?)\1\)|\bimport\((['"`])(.+?)\3\)/g;

	it('is only its own files, n8n-workflow and node:crypto', async () => {
		const asked = new Set<string>();
		for (const file of packed.files.filter((each) => each.endsWith('.js'))) {
			const code = await packed.read(file);
			expect([file, /\brequire\((?!['"`])/.exec(code)]).toEqual([file, null]);
			for (const [, , required, , imported] of code.matchAll(REQUIRE)) {
				const name = required ?? imported;
				if (!name.startsWith('.')) asked.add(name);
				else {
					const target = path.join(path.dirname(file), name);
					const candidates = [target, `${target}.js`, path.join(target, 'index.js')];
					expect([file, name, candidates.some((each) => packed.files.includes(each))]).toEqual([
						file,
						name,
						true,
					]);
				}
			}
		}
		expect([...asked].sort()).toEqual(['n8n-workflow', 'node:crypto']);
	});

	it('uses no global that n8n forbids', async () => {
		for (const file of packed.files.filter((each) => each.endsWith('.js'))) {
			const code = (await packed.read(file)).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
			const banned =
				/\b(setTimeout|setInterval|setImmediate|process\.|globalThis|__dirname|__filename|console\.|eval\()/.exec(
					code,
				);
			expect([file, banned?.[0]]).toEqual([file, undefined]);
		}
	});
});

describe("what n8n's loader finds", () => loaderTests(packed));

describe('icons', () => {
	const read = async (name: string) => await packed.read(`dist/nodes/AgentsCode/${name}.svg`);

	it('are near square, and drawn for light and dark', async () => {
		const [light, dark] = [await read('agentsCode'), await read('agentsCode.dark')];
		expect(light).not.toBe(dark);
		for (const icon of [light, dark]) {
			const [, width, height] = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(icon) ?? [];
			expect(Number(width) / Number(height)).toBeCloseTo(1, 1);
			expect(icon).not.toMatch(/<script|xlink:href="http|<image/i);
		}
	});
});

describe('package.json', () => manifestTests(packed));

/** What the scanner says of this package with forbidden things in it. */
async function objectionsToBroken(): Promise<string[]> {
	const folder = await fs.mkdtemp(path.join(tmpdir(), 'scanned-'));
	try {
		const manifest = await packed.manifest();
		const broken = { ...manifest, dependencies: { axios: '1.0.0' }, overrides: {} };
		await fs.writeFile(path.join(folder, 'package.json'), JSON.stringify(broken));
		const code = '/* eslint-disable */\nconsole.log(process.env.HOME);\n';
		await fs.writeFile(path.join(folder, 'index.js'), code);
		return (await scan(folder, 'packed')).objections;
	} finally {
		await fs.rm(folder, { recursive: true });
	}
}

describe("n8n's scanner, which no comment in the code can silence", () => {
	it('has nothing against the source', async () => {
		const { files: scanned, objections } = await scan(REPOSITORY, 'source');
		expect(objections).toEqual([]);
		expect(scanned).toBeGreaterThan(100);
	});

	it('has nothing against the packed package', async () => {
		const { files: scanned, objections } = await scan(packed.folder, 'packed');
		expect(objections).toEqual([]);
		expect(scanned).toBe(packed.files.filter((file) => file.endsWith('.js')).length + 1);
	});

	it('would tell of what is not allowed, in code and in package.json', async () => {
		const objections = await objectionsToBroken();
		for (const rule of ['no-console', 'no-restricted-globals', 'no-overrides-field']) {
			expect(objections.join('\n')).toContain(rule);
		}
		for (const file of ['index.js:2', 'package.json:']) {
			expect(objections.join('\n')).toContain(file);
		}
	});
});
