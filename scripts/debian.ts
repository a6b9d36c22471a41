import { fs, path, process } from './platform';
import { cacheFolder } from './real-n8n/cache';
import { runCommand } from './real-n8n/command';
import { sayInTerminal, step } from './real-n8n/progress';

/** Run by `env` behind sudo, which drops variables that are set before it. */
const SETTINGS = [
	// With run level 1, Debian does not start the servers that it installs.
	'RUNLEVEL=1',
	'DEBIAN_FRONTEND=noninteractive',
];

/**
 * Installs packages of Debian, as root or by a `sudo` that asks for no password.
 *
 * @throws Error that quotes apt-get, where that is not possible
 */
export async function installDebianPackages(packages: string[]): Promise<void> {
	const names = new Intl.ListFormat('en').format(packages);
	await step(
		sayInTerminal,
		`Installing ${names} (about a minute, only the first time)`,
		async () => {
			await aptGet('update');
			await aptGet('install', '-y', '--no-install-recommends', ...packages);
		},
	);
}

async function aptGet(...args: string[]): Promise<void> {
	const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	const [command, ...rest] = [...asRoot, 'env', ...SETTINGS, 'apt-get', ...args];
	const cwd = cacheFolder();
	await fs.mkdir(cwd, { recursive: true });
	await runCommand({ command, args: rest, cwd, logFile: path.join(cwd, 'apt-get.log') });
}
