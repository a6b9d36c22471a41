import * as real from '../../scripts/real-n8n';
import { REPOSITORY } from '../../scripts/repository';
import { startEmulator, type Emulator } from '../emulator';
import { path } from './platform';
import { firesForJobs, readsAll, runsBatches } from './workflows';

/** A real n8n with this package, a probe in it, and published workflows. */
export interface Stage {
	n8n: real.RealN8n;
	session: real.Session;
	emulator: Emulator;
	workflowIds: { runs: string; firings: string };
	/** Where the probe writes. */
	samplesFile: string;
	close(): Promise<void>;
}

const PROBE = path.join(REPOSITORY, 'test', 'soak', 'probe.cjs');

async function publish(session: real.Session, workflow: real.WorkflowFile): Promise<string> {
	const stored = await real.importWorkflow(session, workflow);
	await real.activateWorkflow(session, stored);
	return stored.id;
}

async function prepare(n8n: real.RealN8n, emulator: Emulator) {
	const session = await real.signIn(n8n.url);
	const { apiKey, baseUrl } = emulator;
	const credential = await real.createAgentsCodeCredential(session, { apiKey, baseUrl });
	const firings = await publish(session, firesForJobs(credential));
	// Its first poll takes what there is for old: it must be over before the first job is started.
	await emulator.until((service) => service.count('getHistory') > 0, 60_000);
	await publish(session, readsAll(credential));
	const runs = await publish(session, runsBatches(credential));
	return { session, workflowIds: { runs, firings } };
}

export async function openStage(say: real.Say): Promise<Stage> {
	const installed = await real.installN8n();
	const userFolder = await real.freshUserFolder('soak');
	await real.placePackage(await real.packPackage(say), userFolder);
	const samplesFile = path.join(userFolder, 'samples.jsonl');
	const emulator = await startEmulator({
		contract: false,
		behaviour: { latencyMs: 5, history: { pageSize: 100 }, credits: { available: 1e9 } },
	});
	const env = { NODE_OPTIONS: `--require ${PROBE}`, AGENTSCODE_SOAK_SAMPLES: samplesFile };
	let n8n: real.RealN8n | undefined;
	const close = async () => {
		await n8n?.stop();
		await emulator.close();
	};
	let isSet = false;
	try {
		n8n = await real.RealN8n.boot(installed, { userFolder, env });
		const prepared = await prepare(n8n, emulator);
		isSet = true;
		return { n8n, emulator, samplesFile, ...prepared, close };
	} finally {
		if (!isSet) await close();
	}
}
