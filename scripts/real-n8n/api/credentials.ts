import type { Session } from './session';

/** How a workflow's node points at a credential. */
export interface CredentialReference {
	id: string;
	name: string;
}

export interface AgentsCodeSecrets {
	apiKey: string;
	baseUrl: string;
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

export const AGENTSCODE_CREDENTIAL = 'agentsCodeApi';

/** The name that the example workflows look for. */
export const CREDENTIAL_NAME = 'AgentsCode account';

/** Stores a credential of any type. */
export async function createCredential(
	session: Session,
	type: string,
	data: object,
	name = CREDENTIAL_NAME,
): Promise<CredentialReference> {
	const credential = await session.call<CredentialReference>('POST', '/credentials', {
		name,
		type,
		data,
	});
	return { id: credential.id, name: credential.name };
}

/** Stores the credential of the AgentsCode nodes. */
export async function createAgentsCodeCredential(
	session: Session,
	{ apiKey, baseUrl }: AgentsCodeSecrets,
	name = CREDENTIAL_NAME,
): Promise<CredentialReference> {
	return await createCredential(session, AGENTSCODE_CREDENTIAL, { apiKey, baseUrl }, name);
}

/** The credentials stored under a name. */
export async function findCredentials(
	session: Session,
	name: string,
): Promise<CredentialReference[]> {
	const all = await session.call<CredentialReference[]>('GET', '/credentials');
	return all.filter((credential) => credential.name === name);
}

/** Changes what a stored credential holds. */
export async function updateCredential(
	session: Session,
	credential: CredentialReference,
	type: string,
	data: object,
): Promise<void> {
	const { id, name } = credential;
	await session.call('PATCH', `/credentials/${id}`, { id, name, type, data });
}

export async function deleteCredential(session: Session, id: string): Promise<void> {
	await session.call('DELETE', `/credentials/${id}`);
}

/** What the credential window's test says of a stored credential, or of its values before saving. */
export async function testAgentsCodeCredential(
	session: Session,
	secrets: AgentsCodeSecrets,
	stored?: CredentialReference,
): Promise<CredentialTest> {
	const credential = stored ?? (await createAgentsCodeCredential(session, secrets, 'Tried only'));
	try {
		return await session.call<CredentialTest>('POST', '/credentials/test', {
			credentials: { ...credential, type: AGENTSCODE_CREDENTIAL, data: secrets },
		});
	} finally {
		if (!stored) await deleteCredential(session, credential.id);
	}
}
