import { existsSync, fs, path, process } from '../platform';
import { makeOnce } from './cache';
import { runCommand } from './command';
import { type Say, step } from './progress';
import type { N8nVersion } from './versions';

/** A Node to run n8n with. */
export interface NodeRuntime {
	/** The executable. */
	node: string;
	/** Its folder, to be first in PATH. */
	bin: string;
	/** Where native builds find its headers; absent when they are not beside it. */
	headers?: string;
}

/** The running Node when this n8n runs on it, else one fetched from npm into the cache, once. */
export async function nodeFor(version: N8nVersion, say: Say): Promise<NodeRuntime> {
	const runningMajor = Number(process.versions.node.split('.')[0]);
	if (version.nodeMajors.includes(runningMajor)) return runtimeAt(process.execPath);
	const folder = await makeOnce(`node-${version.fetchedNode}`, say, async (partial) => {
		await step(say, `Fetching Node ${version.fetchedNode}, which this n8n needs`, () =>
			fetchNode(version.fetchedNode, partial),
		);
	});
	return runtimeAt(path.join(folder, 'node_modules', platformPackage(), 'bin', 'node'));
}

async function fetchNode(nodeVersion: string, folder: string): Promise<void> {
	await fs.writeFile(path.join(folder, 'package.json'), '{"private":true}');
	await runCommand({
		command: 'npm',
		args: ['install', '--ignore-scripts', `${platformPackage()}@${nodeVersion}`],
		cwd: folder,
		logFile: path.join(folder, 'npm.log'),
	});
}

/** The npm package that holds Node's own build for this machine. */
function platformPackage(): string {
	return `node-${process.platform}-${process.arch}`;
}

function runtimeAt(node: string): NodeRuntime {
	const bin = path.dirname(node);
	const root = path.dirname(bin);
	const hasHeaders = existsSync(path.join(root, 'include', 'node', 'node_api.h'));
	return { node, bin, ...(hasHeaders ? { headers: root } : {}) };
}
