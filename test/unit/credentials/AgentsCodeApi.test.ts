import { Workflow, type INode, type INodeTypes } from 'n8n-workflow';
import { AgentsCodeApi } from '../../../credentials/AgentsCodeApi.credentials';
import { normalizeBaseUrl } from '../../../nodes/AgentsCode/api/baseUrl';

const type = new AgentsCodeApi();
const BASE_URL = 'https://api.agentscode.dev/v1';
const request = { url: `${BASE_URL}/agents`, headers: { Accept: 'application/json' } };

describe('the credential', () => {
	it('masks the key, and knows where the API is', () => {
		const [apiKey, baseUrl] = type.properties;
		expect(apiKey).toMatchObject({ name: 'apiKey', typeOptions: { password: true }, default: '' });
		expect(baseUrl).toMatchObject({
			name: 'baseUrl',
			default: 'https://api.agentscode.dev/v1',
		});
		expect(type.properties).toHaveLength(2);
	});

	it('has the name, icons and address that n8n asks for', () => {
		expect(type.name).toBe('agentsCodeApi');
		expect(type.displayName).toMatch(/ API$/);
		expect(URL.canParse(type.documentationUrl)).toBe(true);
		expect(Object.values(type.icon)).toEqual([
			expect.stringMatching(/^file:.*\.svg$/),
			expect.stringMatching(/^file:.*\.dark\.svg$/),
		]);
	});

	it('is tested by reading the balance', () => {
		expect(type.test.request).toMatchObject({ url: '/credits/balance' });
	});
});

describe('signing a request', () => {
	it.each([
		['as it is', 'key-1'],
		['with spaces around it', '  key-1\n'],
	])('sends the key %s, beside the headers that are there', async (_, apiKey) => {
		const signed = await type.authenticate({ apiKey, baseUrl: BASE_URL }, request);
		expect(signed).toEqual({
			...request,
			sendCredentialsOnCrossOriginRedirect: false,
			headers: { Accept: 'application/json', Authorization: 'Bearer key-1' },
		});
		expect(request.headers).not.toHaveProperty('Authorization');
	});

	it.each<[string, object]>([
		['an address', { url: 'https://elsewhere.dev/agents' }],
		['an address in parts', { url: '/agents', baseURL: 'https://elsewhere.dev' }],
		["an older node's address", { uri: 'https://elsewhere.dev/agents' }],
	])('signs no request to a host that is not allowed: %s', async (_, target) => {
		const credential = {
			apiKey: 'key-1',
			baseUrl: BASE_URL,
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'api.agentscode.dev',
		};
		const signing = type.authenticate(credential, target as never);
		await expect(signing).rejects.toThrow(/must not be sent to elsewhere\.dev/);
		await expect(type.authenticate(credential, request)).resolves.toHaveProperty('headers');
	});

	it.each(['ftp://api.agentscode.dev', 'api.agentscode.dev', '', undefined])(
		'refuses an address such as %j in words',
		async (baseUrl) => {
			const signing = type.authenticate({ apiKey: 'key-1', baseUrl } as never, request);
			await expect(signing).rejects.toThrow(/'Base URL'.*http:\/\/ or https:\/\//);
			await expect(signing).rejects.not.toThrow('key-1');
		},
	);
});

describe('the test of the credential', () => {
	const nodeTypes = { getByNameAndVersion: () => undefined } as unknown as INodeTypes;
	const workflow = new Workflow({ nodes: [], connections: {}, active: false, nodeTypes });
	const node = {
		id: '1',
		name: 'n',
		type: 't',
		typeVersion: 1,
		position: [0, 0],
	} as never as INode;

	it.each([
		BASE_URL,
		`${BASE_URL}/`,
		` ${BASE_URL}///\n`,
		`${BASE_URL}/ /`,
		'http://localhost:8787/v1/',
	])('asks at the same address as the nodes: %j', async (baseUrl) => {
		await workflow.expression.acquireIsolate();
		const asked = workflow.expression.getSimpleParameterValue(
			node,
			String(type.test.request.baseURL),
			'internal',
			{ $credentials: { baseUrl, apiKey: 'k' } },
		);
		expect(normalizeBaseUrl(baseUrl)).toEqual({ ok: true, value: asked });
	});

	it('follows no redirect, and says so', () => {
		expect(type.test.request.disableFollowRedirect).toBe(true);
		for (const status of [301, 302, 303, 307, 308]) {
			expect(JSON.stringify(type.test.rules)).toContain(
				`"value":${status},"message":"The 'Base URL' leads elsewhere`,
			);
		}
	});

	it('takes no answer for a success that holds no balance', () => {
		const rules = JSON.stringify(type.test.rules);
		expect(rules).toContain('"responseSuccessBody"');
		expect(rules).toContain('"available"');
		expect(rules).toMatch(/"value":401,"message":"The API key was not accepted/);
	});
});
