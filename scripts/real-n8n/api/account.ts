import { Session } from './session';

/** Who owns the n8n. The password satisfies n8n's rules (8 characters, a digit, a capital letter). */
export interface Owner {
	email: string;
	password: string;
}

export const OWNER: Owner = { email: 'owner@example.com', password: 'Agents-code-1' };

/** Signs in as the owner, whom a fresh n8n gets first. */
export async function signIn(url: string, owner: Owner = OWNER): Promise<Session> {
	const session = new Session(url);
	const { userManagement } = await session.call<Settings>('GET', '/settings');
	if (userManagement.showSetupOnFirstLoad) {
		const names = { firstName: 'Ada', lastName: 'Owner' };
		await session.call('POST', '/owner/setup', { ...owner, ...names });
	} else {
		// The names of the first field differ over n8n's versions; each takes its own.
		const { email, password } = owner;
		await session.call('POST', '/login', { emailOrLdapLoginId: email, email, password });
	}
	return session;
}

interface Settings {
	userManagement: { showSetupOnFirstLoad: boolean };
}
