import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { fs, path, process, tmpdir } from '../../scripts/platform';
import { packPackage } from '../../scripts/real-n8n/package';
import { REPOSITORY } from '../../scripts/repository';
import { execFile } from '../emulator/platform';

/** What n8n knows of the package once it has loaded it. */
export interface Loaded {
	packageName: string;
	known: {
		nodes: Record<string, { className: string; sourcePath: string }>;
		credentials: Record<string, { supportedNodes?: string[] }>;
	};
	nodes: Array<INodeTypeDescription & { codex?: Record<string, unknown>; iconUrl?: unknown }>;
	credentials: Array<ICredentialType & { iconUrl?: unknown; supportedNodes?: string[] }>;
}

/** What n8n's scanner says of a folder. */
export interface Scan {
	/** How many files it has read. */
	files: number;
	objections: string[];
}

async function run(command: string, args: string[]): Promise<string> {
	return await new Promise((resolve, reject) => {
		// Lint rules behave otherwise where they find themselves in a test.
		const env = { ...process.env, NODE_ENV: undefined };
		const options = { cwd: REPOSITORY, env, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 };
		execFile(command, args, options, (error, stdout, stderr) => {
			if (error) reject(new Error(`${error.message}\n${stderr}`));
			else resolve(stdout);
		});
	});
}

/** Runs a script of this folder, which prints JSON, as a process of its own. */
async function runScript(name: string, ...args: string[]): Promise<unknown> {
	const script = path.join(REPOSITORY, 'test', 'package', name);
	return JSON.parse(await run(process.execPath, [require.resolve('tsx/cli'), script, ...args]));
}

/** Lints the repository's source, or a packed package, as n8n's scanner does. */
export async function scan(folder: string, kind: 'source' | 'packed'): Promise<Scan> {
	return (await runScript('scan.ts', folder, kind)) as Scan;
}

/** The packed tarball, unpacked where nothing but n8n's own modules can be found beside it. */
export class UnpackedPackage {
	private constructor(private readonly root: string) {}

	static async create(): Promise<UnpackedPackage> {
		const { file, name } = await packPackage(() => undefined);
		const root = await fs.mkdtemp(path.join(tmpdir(), 'packed-'));
		const modules = path.join(root, 'node_modules');
		await fs.mkdir(path.join(modules, name), { recursive: true });
		await run('tar', ['-xzf', file, '-C', path.join(modules, name), '--strip-components=1']);
		const provided = path.join(REPOSITORY, 'node_modules', 'n8n-workflow');
		await fs.symlink(provided, path.join(modules, 'n8n-workflow'));
		return new UnpackedPackage(root);
	}

	get folder(): string {
		return path.join(this.root, 'node_modules', 'n8n-nodes-agentscode');
	}

	/** All files, as paths from the package's folder. */
	async files(): Promise<string[]> {
		const entries = await fs.readdir(this.folder, { recursive: true, withFileTypes: true });
		return entries
			.filter((entry) => entry.isFile())
			.map((entry) => path.relative(this.folder, path.join(entry.parentPath, entry.name)))
			.sort();
	}

	async read(file: string): Promise<string> {
		return await fs.readFile(path.join(this.folder, file), 'utf8');
	}

	async load(): Promise<Loaded> {
		return (await runScript('loadPackage.ts', this.folder)) as Loaded;
	}

	async remove(): Promise<void> {
		await fs.rm(this.root, { recursive: true, force: true });
	}
}

export interface Manifest {
	[field: string]: unknown;
	files: string[];
	keywords: string[];
	n8n: { nodes: string[]; credentials: string[] } & Record<string, unknown>;
	scripts: Record<string, string>;
	engines: { node: string };
}

export type OpenPackage = ReturnType<typeof openPackage>;

/** The packed package for a test file; what it holds is there once the tests run. */
export function openPackage() {
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
	return {
		get folder() {
			return unpacked.folder;
		},
		get files() {
			return files;
		},
		get loaded() {
			return loaded;
		},
		read: async (file: string) => await unpacked.read(file),
		manifest: async () => JSON.parse(await unpacked.read('package.json')) as Manifest,
	};
}
