import { type Emulator, startEmulator } from './index';
import { parseArgs, process } from './platform';

const HELP = `A stand-in for the AgentsCode API on this machine.

  npm run emulator -- [flags]

  --port <n>       port on 127.0.0.1 (8787; 0 takes a free one)
  --key <text>     API key to accept (made up unless given)
  --speed <n>      divides every job's duration (1)
  --rate <n>       requests let through per second (no limit)
  --history <n>    rows of past runs to begin with (25)
  --help           this text
`;

const FLAGS = {
	port: { type: 'string', default: '8787' },
	key: { type: 'string' },
	speed: { type: 'string', default: '1' },
	rate: { type: 'string' },
	history: { type: 'string', default: '25' },
	help: { type: 'boolean', default: false },
} as const;

/** Runs the emulator in the terminal until Ctrl-C; sets the exit code 1 when it cannot start. */
export async function runCli(args: string[] = process.argv.slice(2)): Promise<void> {
	try {
		const { values } = parseArgs({ args, options: FLAGS });
		if (values.help) return say(HELP);
		const emulator = await startEmulator({
			port: numberOf('port', values.port),
			apiKey: values.key,
			behaviour: {
				speed: numberOf('speed', values.speed, 0.001),
				...(values.rate ? { rateLimit: { perSecond: numberOf('rate', values.rate, 1) } } : {}),
			},
		});
		emulator.seedHistory(numberOf('history', values.history));
		say(greeting(emulator));
		endOnSignal(emulator);
	} catch (error) {
		process.stderr.write(`${reasonOf(error)}\n`);
		process.exitCode = 1;
	}
}

function numberOf(flag: string, text: string, least = 0): number {
	const value = Number(text);
	const isGood = text.trim() !== '' && Number.isFinite(value) && value >= least;
	if (!isGood) throw new RangeError(`--${flag} needs a number of at least ${least}, got '${text}'`);
	return value;
}

function reasonOf(error: unknown): string {
	const { code, message } = error as NodeJS.ErrnoException;
	return code === 'EADDRINUSE'
		? 'The port is in use: choose another with --port, or 0 for a free one'
		: message;
}

function greeting(emulator: Emulator): string {
	const agents = emulator.agents.map(
		({ id, status, credits, displayName, name }) =>
			`  ${id.padEnd(20)}${String(credits).padStart(4)} credits  ${status.padEnd(9)} ${displayName ?? name}`,
	);
	return [
		'AgentsCode emulator',
		`  Base URL  ${emulator.baseUrl}`,
		`  API key   ${emulator.apiKey}`,
		'',
		'Agents',
		...agents,
		'',
		'Ctrl-C ends it.',
		'',
	].join('\n');
}

function endOnSignal(emulator: Emulator): void {
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.once(signal, () => {
			void emulator.close().then(() => say('\nEnded.\n'));
		});
}

function say(text: string): void {
	process.stdout.write(text);
}
