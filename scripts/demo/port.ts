import { freePort, isPortTaken, type Say } from '../real-n8n';
import { endLeftover } from '../real-n8n/leftover';

const EDITOR_PORT = 5678;

/**
 * The port for the editor. Looked at first, since the first fetch takes minutes.
 * Throws when it is taken and somebody wants to open it in the browser.
 */
export async function choosePort(
	{ once, port = EDITOR_PORT }: { once: boolean; port?: number },
	userFolder: string,
	say: Say,
): Promise<number> {
	await endLeftover(userFolder);
	if (!(await isPortTaken(port))) return port;
	const taken = `Port ${port} of this machine is in use by another program, maybe another n8n.`;
	if (!once)
		throw new Error(`${taken}\nEnd that one, or choose another port: npm run demo -- --port 5679`);
	say(`${taken} This run takes a free one.`);
	return await freePort();
}
