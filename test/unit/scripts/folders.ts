import { fs, path, process, tmpdir } from '../../../scripts/platform';

/** A cache of its own for each test of a file. */
export function useCacheFolder(): () => string {
	let folder = '';
	beforeEach(async () => {
		folder = await fs.mkdtemp(path.join(tmpdir(), 'agentscode-cache-'));
		process.env.AGENTSCODE_CACHE_DIR = folder;
	});
	afterEach(async () => {
		delete process.env.AGENTSCODE_CACHE_DIR;
		await fs.rm(folder, { recursive: true, force: true });
	});
	return () => folder;
}
