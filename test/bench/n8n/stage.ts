import * as real from '../../../scripts/real-n8n';
import { startEmulator, type BehaviourChange, type Emulator } from '../../emulator';

/** A real n8n with this package in it, and the service it talks to. */
export interface Stage {
	session: real.Session;
	emulator: Emulator;
	credential: real.CredentialReference;
	/** Process id of n8n. */
	pid: number;
	close(): Promise<void>;
}

/** A request takes at least this long, as it does over a network. */
const LATENCY_MS = 10;

/** The service's behaviour in a measurement: as documented, over a network that takes its time. */
export const SERVICE: BehaviourChange = { latencyMs: LATENCY_MS };

/** Boots n8n on a fresh database with this package in it, and starts the service. */
export async function openStage(): Promise<Stage> {
	const installed = await real.installN8n();
	const userFolder = await real.freshUserFolder('bench');
	await real.placePackage(await real.packPackage(), userFolder);
	const emulator = await startEmulator({ contract: false, behaviour: SERVICE });
	let n8n: real.RealN8n | undefined;
	const close = async () => {
		await n8n?.stop();
		await emulator.close();
	};
	let isSet = false;
	try {
		n8n = await real.RealN8n.boot(installed, { userFolder });
		if (n8n.pid === undefined) throw new Error('n8n ended right after it had started');
		const session = await real.signIn(n8n.url);
		const { apiKey, baseUrl } = emulator;
		const credential = await real.createAgentsCodeCredential(session, { apiKey, baseUrl });
		isSet = true;
		return { session, emulator, credential, pid: n8n.pid, close };
	} finally {
		if (!isSet) await close();
	}
}
