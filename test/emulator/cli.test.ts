import { process, spawn } from './platform';

interface Ended {
	code: number | null;
	out: string;
	err: string;
}

/** Runs `npm run emulator`'s script; `onText` sees all that was printed so far. */
async function run(
	args: string[],
	onText: (text: string, stop: () => void) => void,
): Promise<Ended> {
	const tool = require.resolve('tsx/cli');
	const child = spawn(process.execPath, [tool, require.resolve('./main.ts'), ...args], {
		timeout: 20_000,
	});
	const ended = { out: '', err: '' };
	child.stderr.on('data', (part: Buffer) => (ended.err += part.toString()));
	child.stdout.on('data', (part: Buffer) => {
		ended.out += part.toString();
		onText(ended.out, () => child.kill('SIGINT'));
	});
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	return { code, ...ended };
}

describe('the command', () => {
	it('serves until Ctrl-C, and ends cleanly', async () => {
		let heard: Promise<number[]> | undefined;
		const { code, out, err } = await run(
			['--port', '0', '--key', 'k', '--history', '3'],
			(text, stop) => {
				const baseUrl = /Base URL\s+(\S+)/.exec(text)?.[1];
				if (!baseUrl || !text.includes('Ctrl-C') || heard) return;
				const headers = { authorization: 'Bearer k' };
				heard = fetch(`${baseUrl}/credits/history`, { headers })
					.then((response) => response.json() as Promise<{ runs: unknown[] }>)
					.then(({ runs }) => [runs.length])
					.finally(stop);
			},
		);
		expect(await heard).toEqual([3]);
		expect(out).toMatch(/API key\s+k\n/);
		expect(out).toContain('event-scheduler');
		expect(out).toContain('Ended.');
		expect({ code, err }).toEqual({ code: 0, err: '' });
	});

	it.each([
		[['--port', 'high'], "--port needs a number of at least 0, got 'high'"],
		[['--speed', '0'], '--speed needs a number'],
		[['--colour'], "Unknown option '--colour'"],
	])('%j is refused in words', async (args, words) => {
		const { code, err } = await run(args, () => undefined);
		expect(err).toContain(words);
		expect(code).toBe(1);
	});
});
