/**
 * Loads an unpacked package as n8n does at its start and prints what n8n then knows of it. A process of
 * its own: in one that runs tests, n8n's loader takes another way.
 */
import { PackageDirectoryLoader } from 'n8n-core';
import { process } from '../emulator/platform';

async function load(folder: string): Promise<void> {
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	const nodes = Object.values(loader.nodeTypes).map(({ type }) => type.description);
	const credentials = Object.values(loader.credentialTypes).map(({ type }) => type);
	const { known, packageName } = loader;
	process.stdout.write(JSON.stringify({ packageName, known, nodes, credentials }));
}

void load(process.argv[2]);
