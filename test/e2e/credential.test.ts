import { testAgentsCodeCredential } from '../../scripts/real-n8n';
import { useWorkbench } from './support/workbench';

const workbench = useWorkbench('Credential tests');

const test = async (change: { apiKey?: string; baseUrl?: string }) => {
	const { session, emulator } = workbench();
	const { apiKey, baseUrl } = { apiKey: emulator.apiKey, baseUrl: emulator.baseUrl, ...change };
	return await testAgentsCodeCredential(session, { apiKey, baseUrl });
};

/** Older n8n put words of their own in place of the credential's. */
const WORDS_OF_401 = /API key was not accepted|check your credentials/;
const WORDS_OF_404 = /is not the address of the AgentsCode API|could not be found/;

describe("the credential window's test", () => {
	it('accepts the right key and address', async () => {
		await expect(test({})).resolves.toMatchObject({ status: 'OK' });
		expect(workbench().emulator.count('getBalance', { status: 200 })).toBe(1);
		expect(workbench().emulator.count()).toBe(1);
	});

	it.each([
		['a trailing slash', (url: string) => `${url}/`],
		['several trailing slashes', (url: string) => `${url}///`],
		['spaces around it', (url: string) => `  ${url}  `],
		['a slash and spaces', (url: string) => ` ${url}/ `],
	])('forgives a base URL with %s', async (_, written) => {
		const baseUrl = written(workbench().emulator.baseUrl);
		await expect(test({ baseUrl })).resolves.toMatchObject({ status: 'OK' });
	});

	it('says that the key was not accepted, without repeating it', async () => {
		const { status, message } = await test({ apiKey: 'wrong-key-4711' });
		expect(status).toBe('Error');
		expect(message).toMatch(WORDS_OF_401);
		expect(message).not.toContain('4711');
	});

	it('says that the address is not the API when it answers 404', async () => {
		const { emulator } = workbench();
		const { status, message } = await test({ baseUrl: emulator.baseUrl.replace('/v1', '/other') });
		expect(emulator.contractViolations).toHaveLength(1);
		emulator.reset();
		expect(status).toBe('Error');
		expect(message).toMatch(WORDS_OF_404);
	});

	it('says so when nobody listens at the address', async () => {
		const { emulator } = workbench();
		await emulator.pause();
		const { status, message } = await test({}).finally(async () => await emulator.resume());
		expect(status).toBe('Error');
		expect(message).not.toBe('');
	});

	it.each(['ftp://127.0.0.1/v1', 'api.agentscode.dev', 'http://', ''])(
		'refuses the base URL %p in words, before any request',
		async (baseUrl) => {
			const { status, message } = await test({ baseUrl });
			expect(status).toBe('Error');
			expect(message).toMatch(/'?Base URL'?/);
			expect(workbench().emulator.count()).toBe(0);
		},
	);
});
