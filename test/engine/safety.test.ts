import type { INodeParameters, IRun } from 'n8n-workflow';
import type { ErrorForm } from '../emulator';
import { errorOf, jsonOf, simpleWorkflow } from './harness';
import { EAGER, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 30 } });

const balance: INodeParameters = { resource: 'credit', operation: 'getBalance' };
const history: INodeParameters = { resource: 'credit', operation: 'getHistory' };
const job: INodeParameters = { resource: 'job', agentId: EVENT_SCHEDULER, jobId: 'some-job' };
const agents: INodeParameters = { resource: 'agent', operation: 'getAll' };
const start: INodeParameters = {
	resource: 'agent',
	operation: 'run',
	agentId: EVENT_SCHEDULER,
	inputMode: 'text',
	inputText: 'a',
	options: { ...EAGER, timeoutSeconds: 3 },
};

const OPERATIONS: Array<[string, INodeParameters]> = [
	['Agent → Get Many', agents],
	['Agent → Get', { resource: 'agent', operation: 'get', agentId: EVENT_SCHEDULER }],
	['Agent → Run', start],
	['Job → Get', { ...job, operation: 'get' }],
	[
		'Job → Wait for Completion',
		{ ...job, operation: 'wait', options: { ...EAGER, timeoutSeconds: 1 } },
	],
	['Credit → Get Balance', balance],
	['Credit → Get History', history],
];

/** All that n8n keeps and shows of an execution. */
function everythingIn(run: IRun): string {
	const seen = new Set<unknown>();
	return JSON.stringify(
		{ run, error: { ...errorOf(run), message: errorOf(run)?.message } },
		(_, value: unknown) => {
			if (typeof value !== 'object' || value === null) return value;
			if (seen.has(value)) return undefined;
			seen.add(value);
			return value instanceof Error
				? { ...value, message: value.message, stack: value.stack, cause: value.cause }
				: value;
		},
	);
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
		expect(everythingIn(run)).not.toContain('wrong-key-123');
	});

	it.each<ErrorForm>(['error', 'message', 'error.message', 'text', 'html'])(
		'is hidden where the service echoes it: %s',
		async (form) => {
			const { apiKey } = stage.emulator;
			const message = `Key ${apiKey} in "Authorization: Bearer ${apiKey}"`;
			stage.emulator.fault({ times: Infinity, kind: 'status', status: 403, form, message });
			for (const parameters of [balance, start]) {
				const run = await stage.run([{}], parameters);
				expect(errorOf(run)?.description).toContain('Key [hidden] in');
				expect(everythingIn(run)).not.toContain(apiKey);
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
				expect(everythingIn(run)).not.toContain(apiKey);
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

describe('remote text in messages', () => {
	it.each([
		['ECONNRESET while reading upstream'],
		['the preEEXISTing run was kept'],
		['ENOTFOUND and ETIMEDOUT'],
		['Request failed with status code 404'],
	])('is told as it is: %s', async (message) => {
		stage.emulator.fault({ route: 'startJob', kind: 'status', status: 400, message });
		const run = await stage.run([{}], start);
		expect(errorOf(run)?.message).toBe(
			'Could not start agent "event-scheduler": AgentsCode did not accept the values that were sent (HTTP 400)',
		);
		expect(errorOf(run)?.description).toContain(`AgentsCode says: ${message}.`);
	});

	it('in a failed job too', async () => {
		stage.emulator.behave({ jobs: { outcome: 'failed', reason: 'ECONNREFUSED by EEXIST' } });
		const run = await stage.run([{}], start);
		expect(errorOf(run)?.message).toBe(
			`The job "${stage.emulator.jobs[0].jobId}" of agent "event-scheduler" failed: ECONNREFUSED by EEXIST`,
		);
	});

	it.each<[ErrorForm, string]>([
		['error', 'AgentsCode says: No such plan.'],
		['message', 'AgentsCode says: No such plan.'],
		['error.message', 'AgentsCode says: No such plan.'],
		['text', 'AgentsCode says: No such plan.'],
		['html', 'AgentsCode says: 403 No such plan nginx.'],
		['empty', ''],
	])('is found wherever it stands: %s', async (form, words) => {
		const message = 'No such plan';
		stage.emulator.fault({ kind: 'status', status: 403, form, message });
		const run = await stage.run([{}], balance);
		expect(errorOf(run)?.description).toBe(
			`${words} Check the API key in the AgentsCode credential; keys are managed in the AgentsCode dashboard.`.trim(),
		);
	});

	it('is cut when it is endless', async () => {
		const message = 'x'.repeat(3_000_000);
		stage.emulator.fault({ kind: 'status', status: 403, form: 'text', message });
		const run = await stage.run([{}], balance);
		expect(errorOf(run)?.description?.length).toBeLessThan(700);
	});
});

describe('huge and odd answers', () => {
	it('are read', async () => {
		stage.emulator.fault({ route: 'getJob', kind: 'huge', megabytes: 4 });
		expect(jsonOf(await stage.run([{}], start))).toEqual([
			expect.objectContaining({ status: 'completed' }),
		]);
	});

	it('are taken in up to 64 MB, and told to be too large beyond', async () => {
		stage.emulator.fault({ kind: 'huge', megabytes: 60 });
		const [item] = jsonOf(await stage.run([{}], balance));
		expect(String(item.filler)).toHaveLength(60 * 1024 * 1024);

		stage.emulator.fault({ kind: 'huge', megabytes: 65 });
		expect(errorOf(await stage.run([{}], balance))).toMatchObject({
			message: 'Could not get the balance: the answer is too large',
			description: expect.stringContaining('larger than 64 MB') as string,
		});
		expect(stage.emulator.count('getBalance')).toBe(2);
	}, 90_000);

	it('that never end are let go', async () => {
		stage.emulator.fault({ kind: 'endless' });
		expect(errorOf(await stage.run([{}], balance))?.message).toContain('the answer is too large');
		await stage.emulator.until(({ requests }) => requests[0].answeredAt !== undefined);
	});
});
