/** What n8n adds to every credential: for which hosts it may be used. */
export interface DomainRule {
	/** `all`, `domains` or `none`; the last concerns n8n's own HTTP nodes only. */
	allowedHttpRequestDomains?: unknown;
	/** Host names with commas between; `*.` stands for any subdomain. */
	allowedDomains?: unknown;
}

function hostOf(text: string): string {
	return text.trim().toLowerCase().replace(/\.$/, '');
}

function covers(domain: string, host: string): boolean {
	return domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : host === domain;
}

/**
 * n8n holds its own HTTP Request and GraphQL nodes to the list, and leaves it to other nodes to do so.
 * The rules are those of its `isDomainAllowed`.
 *
 * @param address an http(s) URL
 * @returns why the credential must not be sent there, in words for the user; undefined when it may
 */
export function domainComplaint(rule: DomainRule, address: string): string | undefined {
	if (rule.allowedHttpRequestDomains !== 'domains') return undefined;
	const list = typeof rule.allowedDomains === 'string' ? rule.allowedDomains : '';
	const domains = list.split(',').map(hostOf).filter(Boolean);
	const host = URL.canParse(address) ? hostOf(new URL(address).hostname) : '';
	if (domains.some((domain) => covers(domain, host))) return undefined;
	const allowed = domains.length === 0 ? 'it names none' : `it names ${domains.join(', ')}`;
	return `The AgentsCode credential must not be sent to ${host || 'this address'}: 'Allowed Domains' does not include it (${allowed})`;
}
