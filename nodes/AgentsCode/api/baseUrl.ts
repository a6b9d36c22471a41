import { domainComplaint, type DomainRule } from './allowedDomains';
import { failure, success, type Result } from './result';

const WEB_ADDRESS = /^https?:\/\/[^/\\?#\s][^\\?#\s]*$/i;

/**
 * The base URL as requests need it: no spaces around it, no trailing slashes.
 *
 * @param raw what the user typed into the credential
 * @returns a fault that says what to change when it is no http(s) URL
 */
export function normalizeBaseUrl(raw: unknown): Result<string> {
	const text = typeof raw === 'string' ? raw.trim().replace(/[\s/]+$/, '') : '';
	if (!WEB_ADDRESS.test(text) || !URL.canParse(text)) {
		return failure({
			kind: 'network',
			code: 'ERR_INVALID_URL',
			message:
				"The 'Base URL' of the AgentsCode credential must be an address that starts with http:// or https://, for example https://api.agentscode.dev/v1",
		});
	}
	return success(text);
}

export type AddressFields = DomainRule & { baseUrl?: unknown };

/** The base URL of a credential, if it may be sent there; else a fault that says what to change. */
export function addressOf(credential: AddressFields): Result<string> {
	const baseUrl = normalizeBaseUrl(credential.baseUrl);
	const complaint = baseUrl.ok ? domainComplaint(credential, baseUrl.value) : undefined;
	if (complaint === undefined) return baseUrl;
	return failure({ kind: 'network', code: 'ERR_INVALID_URL', message: complaint });
}
