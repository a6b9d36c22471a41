import { fs, path } from '../../scripts/platform';
import { sayInTerminal, type Say } from '../../scripts/real-n8n';
import { makeOnce } from '../../scripts/real-n8n/cache';
import { runCommand } from '../../scripts/real-n8n/command';
import { step } from '../../scripts/real-n8n/progress';
import engines from './engines.json';

type N8nVersion = keyof typeof engines;

/** Fetches the engines into the cache, once: Jest calls this a single time for all of its projects. */
export default async function fetchEngines(): Promise<void> {
	for (const version of Object.keys(engines) as N8nVersion[]) {
		await fetchEngineOf(version, sayInTerminal);
	}
}

async function fetchEngineOf(version: N8nVersion, say: Say): Promise<string> {
	return await makeOnce(`engine-${version}`, say, async (folder) => {
		const manifest = { private: true, dependencies: engines[version] };
		await fs.writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
		await step(say, `Fetching the engine of n8n ${version}`, async () => {
			await runCommand({
				command: 'npm',
				args: ['install', '--ignore-scripts', '--no-audit', '--no-fund'],
				cwd: folder,
				logFile: path.join(folder, 'npm.log'),
			});
		});
	});
}
