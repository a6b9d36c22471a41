import { fs, path } from '../platform';
import {
	AGENTSCODE_CREDENTIAL,
	type AgentsCodeSecrets,
	createAgentsCodeCredential,
	CREDENTIAL_NAME,
	findCredentials,
	getWorkflow,
	importWorkflow,
	listWorkflows,
	type Session,
	type StoredWorkflow,
	updateCredential,
	type WorkflowFile,
} from '../real-n8n';
import { REPOSITORY } from '../repository';

const EXAMPLES = path.join(REPOSITORY, 'examples');
const FIRST = 'run-an-agent-and-wait.json';

/** Points the demo's credential at this start's emulator, whose port and key are new. */
export async function credentialFor(
	session: Session,
	{ apiKey, baseUrl }: AgentsCodeSecrets,
): Promise<void> {
	const [existing] = await findCredentials(session, CREDENTIAL_NAME);
	const secrets = { apiKey, baseUrl };
	if (existing) await updateCredential(session, existing, AGENTSCODE_CREDENTIAL, secrets);
	else await createAgentsCodeCredential(session, secrets);
}

/** The example workflows, "Run an agent and wait" first; those already there stay as they are. */
export async function exampleWorkflows(session: Session): Promise<StoredWorkflow[]> {
	const existing = await listWorkflows(session);
	const stored = [];
	for (const example of await readExamples()) {
		const known = existing.find(({ name }) => name === example.name);
		stored.push(
			known ? await getWorkflow(session, known.id) : await importWorkflow(session, example),
		);
	}
	return stored;
}

async function readExamples(): Promise<WorkflowFile[]> {
	const files = (await fs.readdir(EXAMPLES)).filter((file) => file.endsWith('.json')).sort();
	const ordered = [FIRST, ...files.filter((file) => file !== FIRST)];
	const texts = ordered.map((file) => fs.readFile(path.join(EXAMPLES, file), 'utf8'));
	return (await Promise.all(texts)).map((text) => JSON.parse(text) as WorkflowFile);
}
