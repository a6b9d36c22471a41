import { startEmulator } from '../../test/emulator';
import { path } from '../platform';
import {
	cacheFolder,
	installN8n,
	packPackage,
	placePackage,
	RealN8n,
	sayInTerminal as say,
	signIn,
	step,
} from '../real-n8n';
import { expectInterrupt } from '../real-n8n/children';
import { placeIn } from '../real-n8n/package';
import { credentialFor, exampleWorkflows } from './account';
import { type DemoFlags, HELP, readFlags } from './flags';
import { followSources, LIVE_RELOAD } from './liveReload';
import { choosePort } from './port';
import { runExample } from './showcase';
import { farewell, welcome } from './words';

/**
 * The demo: a real n8n with this package, an emulator beside it, and one agent run to its result.
 * @returns the exit code; nothing when the editor stays open until Ctrl-C
 */
export async function runDemo(args: string[]): Promise<number | undefined> {
	try {
		const flags = readFlags(args);
		if (flags.help) return finish(HELP, 0);
		const n8n = await startN8n(flags);
		const hasWorked = await showcase(n8n);
		if (flags.once) {
			await n8n.stop();
			return hasWorked ? 0 : 1;
		}
		say(welcome(n8n.url));
		if (flags.watch) followSources(placeIn(n8n.userFolder), say);
		expectInterrupt(() => say(farewell));
		return undefined;
	} catch (error) {
		return finish(`\n${error instanceof Error ? error.message : String(error)}`, 1);
	}
}

async function startN8n(flags: DemoFlags): Promise<RealN8n> {
	const port = await choosePort(flags, demoFolder(), say);
	const installed = await installN8n();
	await placePackage(await packPackage(), demoFolder());
	const env = flags.watch ? LIVE_RELOAD : {};
	return await step(
		say,
		`Starting n8n ${installed.version}`,
		async () => await RealN8n.boot(installed, { userFolder: demoFolder(), port, env }),
	);
}

/** Fills the n8n with what the demo shows, and runs the first example. */
async function showcase(n8n: RealN8n): Promise<boolean> {
	const emulator = await startEmulator();
	emulator.seedHistory(60);
	const session = await signIn(n8n.url);
	await credentialFor(session, emulator);
	const [first] = await exampleWorkflows(session);
	return await runExample(session, first, say);
}

/** The demo's n8n keeps its data here, so that a second start finds what was built in it. */
function demoFolder(): string {
	return path.join(cacheFolder(), 'demo');
}

function finish(words: string, exitCode: number): number {
	say(words);
	return exitCode;
}
