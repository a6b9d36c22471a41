import type { IRun } from 'n8n-workflow';
import type { ErrorForm } from '../emulator';
import { balance, OPERATIONS, start } from './everyOperation';
import { everythingIn } from './everythingIn';
import { errorOf, simpleWorkflow } from './harness';
import { openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 30 } });

/** All that n8n keeps and shows of an execution. */
function keptOf(run: IRun): string {
	return everythingIn([run, { ...errorOf(run), message: errorOf(run)?.message }]);
}

describe('the base URL of the credential', () => {
	it.each([
		['as it is', (url: string) => url],
		['a slash at its end', (url: string) => `${url}/`],
		['many slashes', (url: string) => `${url}///`],
		['spaces around it', (url: string) => `  ${url}\n`],
		['slashes and spaces', (url: string) => ` ${url}/ `],
	])('may have %s', async (_, change) => {
		const credential = stage.credential({ baseUrl: change(stage.emulator.baseUrl) });
		const run = await stage.play(simpleWorkflow([{}], balance), { credential });
		expect(errorOf(run)).toBeUndefined();
		expect(stage.emulator.requests.map(({ path }) => path)).toEqual(['/v1/credits/balance']);
	});

	it.each([
		'ftp://127.0.0.1/v1',
		'api.agentscode.dev/v1',
		'',
		'file:///etc/passwd',
		'http://',
		'nonsense',
	])('is refused in words: %j', async (baseUrl) => {
		const credential = stage.credential({ baseUrl });
		for (const parameters of [balance, start]) {
			const run = await stage.play(simpleWorkflow([{}], parameters), { credential });
			expect(errorOf(run)?.message).toMatch(/'Base URL'.*http:\/\/ or https:\/\//);
		}
		expect(stage.emulator.requests).toEqual([]);
	});

	it('that leads to no server is told so', async () => {
		await stage.emulator.pause();
		const run = await stage.run([{}], balance);
		expect(errorOf(run)).toMatchObject({
			message: 'Could not get the balance: the connection was refused',
			description: expect.stringContaining("'Base URL'") as string,
		});
	});

	it('that leads to another server is told so', async () => {
		stage.emulator.fault({ times: Infinity, kind: 'html' });
		const run = await stage.run([{}], balance);
		expect(errorOf(run)?.message).toContain('the answer could not be understood');
		expect(errorOf(run)?.description).toContain("'Base URL'");
		expect(errorOf(run)?.description).not.toContain('<');
	});
});

describe('the API key', () => {
	it('is sent as it is, without spaces around it', async () => {
		const credential = stage.credential({ apiKey: ` ${stage.emulator.apiKey}\n` });
		const run = await stage.play(simpleWorkflow([{}], balance), { credential });
		expect(errorOf(run)).toBeUndefined();
	});

	it.each(OPERATIONS)('that is wrong is told once, in words: %s', async (_, parameters) => {
		const credential = stage.credential({ apiKey: 'wrong-key-123' });
		const run = await stage.play(simpleWorkflow([{}], parameters), { credential });
		expect(errorOf(run)?.message).toContain('the API key was not accepted (HTTP 401)');
		expect(errorOf(run)?.description).toContain('credential');
		expect(stage.emulator.count()).toBe(1);
		expect(keptOf(run)).not.toContain('wrong-key-123');
	});

	it.each<ErrorForm>(['error', 'message', 'error.message', 'text', 'html'])(
		'is hidden where the service echoes it: %s',
		async (form) => {
			const { apiKey } = stage.emulator;
			const message = `Key ${apiKey} in "Authorization: Bearer ${apiKey}"`;
			stage.emulator.fault({ times: Infinity, kind: 'status', status: 403, form, message });
			for (const parameters of [balance, start]) {
				const run = await stage.run([{}], parameters);
				expect(errorOf(run)?.message).toContain('Key [hidden] in');
				expect(keptOf(run)).not.toContain(apiKey);
			}
		},
	);

	it.each([
		['a line break', 'made-up\nkey-1234'],
		['a control character', `made-up${String.fromCharCode(7)}key-1234`],
		['other scripts', 'schlüssel-日本-1234'],
		['an emoji', 'key-👩‍🚀-12345678'],
	])(
		'that no header can carry is told, nothing is started and it is not repeated: %s',
		async (_, apiKey) => {
			const credential = stage.credential({ apiKey });
			for (const parameters of [balance, start]) {
				const run = await stage.play(simpleWorkflow([{}], parameters), { credential });
				expect(errorOf(run)?.message).toMatch(/^Could not (get|start)/);
				expect(errorOf(run)?.description).toContain('API key');
				// As it stands in JSON, and what a message may have left of it.
				expect(keptOf(run)).not.toContain(JSON.stringify(apiKey).slice(1, -1));
				expect(keptOf(run)).not.toMatch(/key-1234|schlüssel|-12345678/);
			}
			expect(stage.emulator.jobs).toEqual([]);
		},
	);
});

describe('the allowed domains of the credential', () => {
	const only = (allowedDomains: string) =>
		stage.credential({ allowedHttpRequestDomains: 'domains', allowedDomains });

	it.each(OPERATIONS)('keep the key from another host: %s', async (_, parameters) => {
		const run = await stage.play(simpleWorkflow([{}], parameters), {
			credential: only('api.agentscode.dev'),
		});
		expect(errorOf(run)?.message).toMatch(/must not be sent to 127\.0\.0\.1.*'Allowed Domains'/);
		expect(stage.emulator.requests).toEqual([]);
	});

	it('let the host pass that they name', async () => {
		const run = await stage.play(simpleWorkflow([{}], balance), { credential: only('127.0.0.1') });
		expect(errorOf(run)).toBeUndefined();
	});
});

describe('a redirect', () => {
	it.each([301, 302, 303, 307, 308] as const)('%i is never followed', async (status) => {
		stage.emulator.fault({ times: Infinity, kind: 'redirect', status });
		for (const [, parameters] of OPERATIONS) {
			const run = await stage.run([{}], parameters);
			expect(errorOf(run)?.message).toContain(`redirects are not followed (HTTP ${status})`);
		}
		expect(stage.emulator.strangerRequests).toEqual([]);
		expect(stage.emulator.count('startJob')).toBe(1);
		expect(stage.emulator.count('getBalance')).toBe(1);
	});

	it('is not followed within the same host either', async () => {
		stage.emulator.fault({ kind: 'redirect', status: 307, location: '/v1/credits/balance' });
		const run = await stage.run([{}], start);
		expect(errorOf(run)?.message).toContain('redirects are not followed');
		expect(stage.emulator.count('getBalance')).toBe(0);
		expect(stage.emulator.count('startJob')).toBe(1);
	});
});
