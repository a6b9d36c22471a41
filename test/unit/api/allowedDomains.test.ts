import { domainComplaint } from '../../../nodes/AgentsCode/api/allowedDomains';
import { addressOf } from '../../../nodes/AgentsCode/api/baseUrl';

const ADDRESS = 'https://api.agentscode.dev/v1';
const only = (allowedDomains: unknown) => ({
	allowedHttpRequestDomains: 'domains',
	allowedDomains,
});

describe('the allowed domains of a credential', () => {
	it.each<[string, object, string]>([
		['are not set in older versions of n8n', {}, ADDRESS],
		['all', { allowedHttpRequestDomains: 'all', allowedDomains: 'example.com' }, ADDRESS],
		['none, which concerns the HTTP nodes', { allowedHttpRequestDomains: 'none' }, ADDRESS],
		['the host itself', only('api.agentscode.dev'), ADDRESS],
		['the host among others', only('example.com, API.agentscode.dev. ,'), ADDRESS],
		['the host on any port', only('127.0.0.1'), 'http://127.0.0.1:8787/v1'],
		['any subdomain', only('*.agentscode.dev'), ADDRESS],
		['any subdomain, however deep', only('*.dev'), ADDRESS],
	])('let the address pass: %s', (_, rule, address) => {
		expect(domainComplaint(rule, address)).toBeUndefined();
	});

	it.each<[string, object, string, RegExp]>([
		['another host', only('example.com'), ADDRESS, /api\.agentscode\.dev.*example\.com/],
		['the domain above', only('agentscode.dev'), ADDRESS, /it names agentscode\.dev/],
		['the bare domain of a wildcard', only('*.agentscode.dev'), 'https://agentscode.dev', /\*\./],
		['a host that ends alike', only('*.agentscode.dev'), 'https://evilagentscode.dev', /evil/],
		['a user name that looks alike', only('a.dev'), 'https://a.dev@evil.dev/', /sent to evil\.dev/],
		['an empty list', only(''), ADDRESS, /it names none/],
		['a list of nothing', only(' , '), ADDRESS, /it names none/],
		['no list', only(undefined), ADDRESS, /it names none/],
		['no URL', only('example.com'), 'example.com', /must not be sent to/],
	])('keep the key back: %s', (_, rule, address, words) => {
		expect(domainComplaint(rule, address)).toMatch(words);
	});

	it('are told like an unusable base URL', () => {
		expect(addressOf({ ...only('example.com'), baseUrl: ADDRESS })).toMatchObject({
			ok: false,
			fault: { code: 'ERR_INVALID_URL', message: expect.stringContaining("'Allowed Domains'") },
		});
		expect(addressOf({ ...only('*.agentscode.dev'), baseUrl: `${ADDRESS}/` })).toEqual({
			ok: true,
			value: ADDRESS,
		});
		expect(addressOf({ ...only('example.com'), baseUrl: 'nonsense' })).toMatchObject({
			fault: { message: expect.stringContaining('http://') },
		});
	});
});
