import { normalizeBaseUrl } from '../../../nodes/AgentsCode/api/baseUrl';

describe('the base URL of the credential', () => {
	it.each([
		['https://api.agentscode.dev/v1', 'https://api.agentscode.dev/v1'],
		['https://api.agentscode.dev/v1/', 'https://api.agentscode.dev/v1'],
		['https://api.agentscode.dev/v1///', 'https://api.agentscode.dev/v1'],
		['  https://api.agentscode.dev/v1\n', 'https://api.agentscode.dev/v1'],
		['\thttps://api.agentscode.dev/v1/ ', 'https://api.agentscode.dev/v1'],
		['https://api.agentscode.dev/v1/ /', 'https://api.agentscode.dev/v1'],
		['https://api.agentscode.dev', 'https://api.agentscode.dev'],
		['http://localhost:8787/v1', 'http://localhost:8787/v1'],
		['http://127.0.0.1:8787/v1', 'http://127.0.0.1:8787/v1'],
		['http://[::1]:8787/v1', 'http://[::1]:8787/v1'],
		['HTTPS://API.AgentsCode.dev/v1', 'HTTPS://API.AgentsCode.dev/v1'],
	])('%j becomes %j', (raw, url) => {
		expect(normalizeBaseUrl(raw)).toEqual({ ok: true, value: url });
	});

	it.each([
		'',
		'   ',
		'/',
		'api.agentscode.dev/v1',
		'//api.agentscode.dev/v1',
		'ftp://api.agentscode.dev/v1',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'data:text/plain,x',
		'http:/api.agentscode.dev',
		'http:api.agentscode.dev',
		'http://',
		'https:///v1',
		'http://a b/v1',
		'http://a/v 1',
		'http://a/v1\nhttp://b',
		'http://host:99999/v1',
		'http://host:port/v1',
		'https://api.agentscode.dev/v1?key=1',
		'https://api.agentscode.dev/v1#top',
		'http://?x',
		'https://api.agentscode.dev\\v1',
		undefined,
		null,
		42,
		{},
		[],
	])('%j is refused, and the message says what is needed', (raw) => {
		const answer = normalizeBaseUrl(raw);
		expect(answer).toMatchObject({
			ok: false,
			fault: { kind: 'network', code: 'ERR_INVALID_URL' },
		});
		expect(!answer.ok && answer.fault.message).toMatch(
			/'Base URL'.*http:\/\/ or https:\/\/.*example/,
		);
	});
});
