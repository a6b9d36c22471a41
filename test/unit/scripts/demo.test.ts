import { createServer } from '../../../scripts/platform';
import { choosePort } from '../../../scripts/demo/port';
import { readFlags } from '../../../scripts/demo/flags';
import { freePort, isPortTaken } from '../../../scripts/real-n8n';
import { useCacheFolder } from './folders';

const folder = useCacheFolder();

/** Does `work` while somebody listens on `port`. */
async function whileTaken(port: number, work: () => Promise<void>): Promise<void> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	try {
		await work();
	} finally {
		await new Promise((resolve) => server.close(resolve));
	}
}

const NONE = { once: false, watch: false, help: false };

describe('flags', () => {
	it.each([
		[[], NONE],
		[['--once'], { ...NONE, once: true }],
		[['--watch'], { ...NONE, watch: true }],
		[['--port', '5700'], { ...NONE, port: 5700 }],
		[['--help'], { ...NONE, help: true }],
	])('%p', (args, flags) => {
		expect(readFlags(args)).toEqual(flags);
	});

	it.each([[['--port', 'x']], [['--port', '0']], [['--port', '70000']], [['--ones']], [['once']]])(
		'refuses %p',
		(args) => {
			expect(() => readFlags(args)).toThrow(/--port needs a number|--ones|once/);
		},
	);
});

describe('the port', () => {
	it('is the wanted one when it is free', async () => {
		const port = await freePort();
		await expect(choosePort({ once: false, port }, folder(), jest.fn())).resolves.toBe(port);
	});

	it('in use: clear words when the editor shall open there', async () => {
		const port = await freePort();
		await whileTaken(port, async () => {
			await expect(isPortTaken(port)).resolves.toBe(true);
			await expect(choosePort({ once: false, port }, folder(), jest.fn())).rejects.toThrow(
				`Port ${port} of this machine is in use by another program`,
			);
		});
	});

	it('in use: any other will do when nobody opens the editor', async () => {
		const port = await freePort();
		await whileTaken(port, async () => {
			const say = jest.fn();
			const chosen = await choosePort({ once: true, port }, folder(), say);
			expect(chosen).not.toBe(port);
			expect(say).toHaveBeenCalledWith(expect.stringContaining(`Port ${port}`));
			await expect(isPortTaken(chosen)).resolves.toBe(false);
		});
	});
});
