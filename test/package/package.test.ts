import { existsSync, fs, path, tmpdir } from '../../scripts/platform';
import { REPOSITORY } from '../../scripts/repository';
import { scan, UnpackedPackage, type Loaded } from './packed';

// n8n's scanner takes half a minute on a busy machine; its own process is bounded by two.
jest.setTimeout(150_000);

let unpacked: UnpackedPackage;
let files: string[];
let loaded: Loaded;

// Building and packing takes a while on a busy machine.
beforeAll(async () => {
	unpacked = await UnpackedPackage.create();
	files = await unpacked.files();
	loaded = await unpacked.load();
}, 300_000);
afterAll(async () => await unpacked?.remove());

interface Manifest {
	[field: string]: unknown;
	files: string[];
	keywords: string[];
	n8n: { nodes: string[]; credentials: string[] } & Record<string, unknown>;
	scripts: Record<string, string>;
	engines: { node: string };
}
const manifest = async () => JSON.parse(await unpacked.read('package.json')) as Manifest;

describe('what is packed', () => {
	it('is what runs and what is read, and nothing else', () => {
		const odd = files.filter(
			(file) => !/^(LICENSE|README\.md|package\.json|index\.js|dist\/.+)$/.test(file),
		);
		expect(odd).toEqual([]);
		expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'index.js']));
	});

	it('has code, types, maps, icons and codex files under dist, in the known folders', () => {
		const known =
			/^dist\/(nodes\/AgentsCode|credentials)\/.*(\.js|\.js\.map|\.d\.ts|\.svg|\.node\.json)$/;
		const preview = /^dist\/nodes\/AgentsCode\/__schema__\/v[\d.]+\/\w+\/\w+\.json$/;
		const odd = files.filter(
			(file) => file.startsWith('dist/') && !known.test(file) && !preview.test(file),
		);
		expect(odd).toEqual([]);
	});

	it('has the output preview of every operation', async () => {
		const folder = 'nodes/AgentsCode/__schema__';
		const sources = await fs.readdir(path.join(REPOSITORY, folder), { recursive: true });
		const previews = sources.filter((file) => file.endsWith('.json'));
		expect(previews.length).toBeGreaterThan(0);
		expect(files).toEqual(expect.arrayContaining(previews.map((file) => `dist/${folder}/${file}`)));
	});

	it('has no test, emulator or script in it, and no path of the machine it was built on', async () => {
		expect(
			files.filter((file) => /\.test\.|(^|\/)(test|emulator|scripts|examples)\//.test(file)),
		).toEqual([]);
		for (const file of files.filter((each) => /\.(js|map|json|d\.ts)$/.test(each))) {
			expect([file, (await unpacked.read(file)).includes(REPOSITORY)]).toEqual([file, false]);
		}
	});

	it('has maps that point to sources by relative paths, without their text', async () => {
		const maps = files.filter((file) => file.endsWith('.map'));
		expect(maps.length).toBeGreaterThan(0);
		for (const file of maps) {
			const map = JSON.parse(await unpacked.read(file)) as Record<string, unknown>;
			expect(map.sourcesContent).toBeUndefined();
			for (const source of map.sources as string[]) expect(source).toMatch(/^\.\..*\.ts$/);
		}
	});

	it('leaves no compiled file of a source that is gone', () => {
		const sources = files
			.filter((file) => file.startsWith('dist/') && file.endsWith('.js'))
			.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
		expect(sources.filter((file) => !existsSync(path.join(REPOSITORY, file)))).toEqual([]);
	});
});

describe('what the code asks for', () => {
	const REQUIRE = /\brequire\((['"`])(.+?)\1\)|\bimport\((['"`])(.+?)\3\)/g;

	it('is only its own files, n8n-workflow and node:crypto', async () => {
		const asked = new Set<string>();
		for (const file of files.filter((each) => each.endsWith('.js'))) {
			const code = await unpacked.read(file);
			expect([file, /\brequire\((?!['"`])/.exec(code)]).toEqual([file, null]);
			for (const [, , required, , imported] of code.matchAll(REQUIRE)) {
				const name = required ?? imported;
				if (!name.startsWith('.')) asked.add(name);
				else {
					const target = path.join(path.dirname(file), name);
					const candidates = [target, `${target}.js`, path.join(target, 'index.js')];
					expect([file, name, candidates.some((each) => files.includes(each))]).toEqual([
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
		for (const file of files.filter((each) => each.endsWith('.js'))) {
			const code = (await unpacked.read(file)).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
			const banned =
				/\b(setTimeout|setInterval|setImmediate|process\.|globalThis|__dirname|__filename|console\.|eval\()/.exec(
					code,
				);
			expect([file, banned?.[0]]).toEqual([file, undefined]);
		}
	});
});

describe("what n8n's loader finds", () => {
	it('both nodes and the credential, by the names that workflows store', () => {
		expect(loaded.packageName).toBe('n8n-nodes-agentscode');
		expect(Object.keys(loaded.known.nodes).sort()).toEqual(['agentsCode', 'agentsCodeTrigger']);
		expect(Object.keys(loaded.known.credentials)).toEqual(['agentsCodeApi']);
	});

	it.each(['agentsCode', 'agentsCodeTrigger'])('%s with icons and codex', (name) => {
		const node = loaded.nodes.find((each) => each.name === name);
		expect(node?.codex).toMatchObject({
			categories: expect.arrayContaining([
				expect.stringMatching(/^(AI|Development|Productivity|Utility)$/),
			]) as string[],
			alias: expect.arrayContaining(['agent']) as string[],
			resources: {
				primaryDocumentation: [{ url: expect.stringMatching(/^https:/) as string }],
				credentialDocumentation: [{ url: expect.stringMatching(/^https:/) as string }],
			},
		});
		const icons = Object.values(node?.iconUrl as Record<string, string>);
		expect(Object.keys(node?.iconUrl as object).sort()).toEqual(['dark', 'light']);
		for (const icon of icons) {
			expect(files).toContain(icon.replace('icons/n8n-nodes-agentscode/', ''));
		}
	});

	it('the credential with icons, and with the nodes that use it', () => {
		const [credential] = loaded.credentials;
		expect(credential.supportedNodes?.sort()).toEqual(['agentsCode', 'agentsCodeTrigger']);
		for (const icon of Object.values(credential.iconUrl as Record<string, string>)) {
			expect(files).toContain(icon.replace('icons/n8n-nodes-agentscode/', ''));
		}
		expect(credential.test).toBeDefined();
	});

	it.each(['AgentsCode', 'AgentsCodeTrigger'])(
		'a codex file beside %s, of the same name',
		async (name) => {
			const codex = JSON.parse(
				await unpacked.read(`dist/nodes/AgentsCode/${name}.node.json`),
			) as object;
			const type = name.charAt(0).toLowerCase() + name.slice(1);
			expect(codex).toMatchObject({ node: `n8n-nodes-agentscode.${type}`, codexVersion: '1.0' });
		},
	);

	it('a main node that agents can use, as a twin of its own', () => {
		expect(loaded.nodes.find(({ name }) => name === 'agentsCode')?.usableAsTool).toBe(true);
	});
});

describe('icons', () => {
	const read = async (name: string) => await unpacked.read(`dist/nodes/AgentsCode/${name}.svg`);

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

describe('package.json', () => {
	it('says who made it, where it lives and how it may be used', async () => {
		expect(await manifest()).toMatchObject({
			name: 'n8n-nodes-agentscode',
			version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
			description: expect.stringMatching(/.{20,}/) as string,
			license: 'MIT',
			author: {
				name: expect.stringMatching(/.+/) as string,
				email: expect.stringMatching(/^[^@\s]+@[^@\s]+$/) as string,
			},
			homepage: expect.stringMatching(/^https:\/\//) as string,
			repository: { type: 'git', url: expect.stringMatching(/^git\+https:\/\/.*\.git$/) as string },
			bugs: { url: expect.stringMatching(/^https:\/\/.*issues$/) as string },
			main: 'index.js',
		});
	});

	it('has no placeholder left', async () => {
		expect(await unpacked.read('package.json')).not.toMatch(
			/<\.\.\.>|example\.com|TODO|your-|changeme/i,
		);
	});

	it('asks for nothing but n8n-workflow, in whatever version is there', async () => {
		const { dependencies, peerDependencies, overrides, optionalDependencies } = await manifest();
		expect([dependencies, overrides, optionalDependencies]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('runs nothing when it is installed', async () => {
		const { scripts } = await manifest();
		const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
		expect(Object.keys(scripts).filter((name) => hooks.includes(name))).toEqual([]);
	});

	it('is known to n8n as a community node, checked strictly', async () => {
		const { keywords, n8n, files: packed, engines } = await manifest();
		expect(keywords).toContain('n8n-community-node-package');
		expect(n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
		expect(packed).toEqual(['dist']);
		expect(engines.node).toMatch(/^>=\d+(\.\d+)?$/);
	});

	it('lists every node and credential that is packed, and no other', async () => {
		const { n8n } = await manifest();
		const compiled = (ending: string) => files.filter((file) => file.endsWith(ending));
		expect([...n8n.nodes].sort()).toEqual(compiled('.node.js'));
		expect([...n8n.credentials].sort()).toEqual(compiled('.credentials.js'));
	});
});

describe("n8n's scanner, which no comment in the code can silence", () => {
	it('has nothing against the source', async () => {
		const { files: scanned, objections } = await scan(REPOSITORY, 'source');
		expect(objections).toEqual([]);
		expect(scanned).toBeGreaterThan(100);
	});

	it('has nothing against the packed package', async () => {
		const { files: scanned, objections } = await scan(unpacked.folder, 'packed');
		expect(objections).toEqual([]);
		expect(scanned).toBe(files.filter((file) => file.endsWith('.js')).length + 1);
	});

	it('would tell of what is not allowed, in code and in package.json', async () => {
		const folder = await fs.mkdtemp(path.join(tmpdir(), 'scanned-'));
		const broken = { ...(await manifest()), dependencies: { axios: '1.0.0' }, overrides: {} };
		await fs.writeFile(path.join(folder, 'package.json'), JSON.stringify(broken));
		const code = '/* eslint-disable */\nconsole.log(process.env.HOME);\n';
		await fs.writeFile(path.join(folder, 'index.js'), code);
		const { objections } = await scan(folder, 'packed');
		await fs.rm(folder, { recursive: true });
		for (const rule of ['no-console', 'no-restricted-globals', 'no-overrides-field']) {
			expect(objections.join('\n')).toContain(rule);
		}
		for (const file of ['index.js:2', 'package.json:']) {
			expect(objections.join('\n')).toContain(file);
		}
	});
});
