import {
	fs,
	openSync,
	closeSync,
	path,
	process,
	spawn,
	stripVTControlCharacters,
} from '../platform';
import { adopt, isInterrupted, release } from './children';

export interface Command {
	command: string;
	args: string[];
	cwd: string;
	/** Laid over the cleaned environment of this process; `undefined` removes a variable. */
	env?: Record<string, string | undefined>;
	/** Takes everything the command says; its end is quoted when the command does not succeed. */
	logFile: string;
}

/** npm tells scripts its own settings by these; a child npm would take them for its user's wishes. */
const NPM_CONTEXT =
	/^(npm_(package|lifecycle|command|execpath|node_execpath)|npm_config_(ignore_scripts|local_prefix|global_prefix|prefix|workspace|nodedir|omit|dry_run|json)|INIT_CWD$)/i;

/** Runs a command to its end; rejects, quoting its last lines, when it exits with anything but 0. */
export async function runCommand(task: Command): Promise<void> {
	await fs.mkdir(path.dirname(task.logFile), { recursive: true });
	const log = openSync(task.logFile, 'a');
	const child = spawn(task.command, task.args, {
		cwd: task.cwd,
		env: { ...cleanedEnvironment(), npm_config_update_notifier: 'false', ...task.env },
		stdio: ['ignore', log, log],
		// A group of its own, so that what the command started can be ended with it.
		detached: true,
	});
	closeSync(log);
	if (child.pid) adopt(child.pid);
	const ended = await new Promise<string | null>((resolve) => {
		child.once('error', ({ message }) => resolve(message));
		child.once('close', (code, signal) =>
			resolve(code === 0 ? null : `ended with ${signal ?? code}`),
		);
	});
	if (child.pid) release(child.pid);
	if (ended === null) return;
	// It was ended with us: there is nothing to tell, and this process exits in a moment.
	if (isInterrupted()) return await new Promise(() => undefined);
	const lastWords = await tailOf(task.logFile);
	const said = `${[path.basename(task.command), ...task.args].join(' ')} ${ended}`;
	throw new Error(`${said}\n${lastWords}\nAll it said is in ${task.logFile}`);
}

/** The environment of this process without what npm put there for its scripts. */
export function cleanedEnvironment(): Record<string, string | undefined> {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !NPM_CONTEXT.test(name)),
	);
}

/** The last lines of a text file, or nothing when there is none. */
export async function tailOf(file: string, lines = 15): Promise<string> {
	const text = await fs.readFile(file, 'utf8').catch(() => '');
	return stripVTControlCharacters(text).trimEnd().split('\n').slice(-lines).join('\n');
}
