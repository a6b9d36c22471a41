import { fs, path, process } from '../../../scripts/platform';
import {
	DEFAULT_N8N_VERSION,
	freshUserFolder,
	installN8n,
	type PackedPackage,
	packPackage,
	placePackage,
	RealN8n,
	Session,
	signIn,
} from '../../../scripts/real-n8n';
import { REPOSITORY } from '../../../scripts/repository';

const SESSION_VARIABLE = 'AGENTSCODE_E2E_SESSION';
const PACKED_VARIABLE = 'AGENTSCODE_E2E_PACKED';

let suite: RealN8n | undefined;

/** The n8n of the whole suite: the packed package in it, its owner signed in. */
export async function bootSuiteN8n(): Promise<void> {
	process.env[PACKED_VARIABLE] = JSON.stringify(await packPackage());
	const userFolder = await freshUserFolder('e2e', 'suite');
	suite = await bootWithPackage(userFolder);
	process.env[SESSION_VARIABLE] = (await signIn(suite.url)).save();
}

/** Ends it; its log stays in `artifacts/`. */
export async function endSuiteN8n(): Promise<void> {
	if (!suite) return;
	await suite.stop();
	const kept = path.join(REPOSITORY, 'artifacts', 'e2e');
	await fs.mkdir(kept, { recursive: true });
	await fs.copyFile(suite.logFile, path.join(kept, 'n8n.log'));
}

/** The signed-in session of the suite's n8n, for a test file. */
export function suiteSession(): Session {
	const saved = process.env[SESSION_VARIABLE];
	if (!saved) throw new Error('The suite has no n8n: run these tests with npm run test:e2e');
	return Session.restore(saved);
}

/** An n8n with the suite's tarball in it; tests that kill theirs boot one of their own. */
export async function bootWithPackage(
	userFolder: string,
	env: Record<string, string> = {},
): Promise<RealN8n> {
	const installed = await installN8n({ version: suiteVersion() });
	await placePackage(suitePackage(), userFolder);
	return await RealN8n.boot(installed, { userFolder, env });
}

/** Which n8n the suite has: the usual one, unless `AGENTSCODE_N8N_VERSION` names another. */
export function suiteVersion(): string {
	return process.env.AGENTSCODE_N8N_VERSION || DEFAULT_N8N_VERSION;
}

/** Whether the suite's n8n is new enough to let a node's worker go. */
export function suiteCanPark(): boolean {
	return process.env.AGENTSCODE_E2E_CAN_PARK === 'true';
}

function suitePackage(): PackedPackage {
	return JSON.parse(process.env[PACKED_VARIABLE] ?? '') as PackedPackage;
}
