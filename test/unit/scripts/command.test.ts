import { fs, path, process } from '../../../scripts/platform';
import { cleanedEnvironment, runCommand, tailOf } from '../../../scripts/real-n8n/command';
import { useCacheFolder } from './folders';

const folder = useCacheFolder();
const logFile = () => path.join(folder(), 'log.txt');

const node = async (script: string, env = {}) =>
	await runCommand({
		command: process.execPath,
		args: ['-e', script],
		cwd: folder(),
		env,
		logFile: logFile(),
	});

it('keeps what a command says', async () => {
	await node("console.log('hello', process.env.WORD)", { WORD: 'world' });
	expect(await tailOf(logFile())).toBe('hello world');
});

it('quotes the last words, without colours, of a command that did not succeed', async () => {
	const script = "console.error('\\u001b[31mno space left\\u001b[39m'); process.exit(3)";
	const refusal = node(script);
	await expect(refusal).rejects.toThrow(/ended with 3\nno space left\n/);
	await expect(refusal).rejects.toThrow(logFile());
});

it('tells which command is not there', async () => {
	const args = { args: [], cwd: folder(), logFile: logFile() };
	await expect(runCommand({ command: 'no-such-command', ...args })).rejects.toThrow(
		/no-such-command.*ENOENT/,
	);
});

it("does not hand npm's own settings for scripts on to another npm", () => {
	const names = ['npm_config_ignore_scripts', 'npm_package_name', 'npm_config_registry'];
	const before = names.map((name) => [name, process.env[name]] as const);
	for (const name of names) process.env[name] = 'x';
	const kept = Object.keys(cleanedEnvironment());
	for (const [name, value] of before) {
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	}
	expect(names.filter((name) => kept.includes(name))).toEqual(['npm_config_registry']);
});

it('gives the last lines only', async () => {
	await fs.writeFile(logFile(), 'one\ntwo\nthree\n');
	expect(await tailOf(logFile(), 2)).toBe('two\nthree');
	expect(await tailOf(path.join(folder(), 'none.txt'))).toBe('');
});
