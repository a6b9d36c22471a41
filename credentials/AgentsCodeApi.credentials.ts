import {
	UserError,
	type IAuthenticateRuleResponseCode,
	type IAuthenticateRuleResponseSuccessBody,
	type Icon,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeProperties,
} from 'n8n-workflow';
import { domainComplaint } from '../nodes/AgentsCode/api/allowedDomains';
import { normalizeBaseUrl } from '../nodes/AgentsCode/api/baseUrl';

const statusRules: IAuthenticateRuleResponseCode[] = [
	{
		type: 'responseCode',
		properties: {
			value: 401,
			message: 'The API key was not accepted. Keys are managed in the AgentsCode dashboard',
		},
	},
	{
		type: 'responseCode',
		properties: {
			value: 404,
			message:
				"The 'Base URL' is not the address of the AgentsCode API: it knows no credit balance",
		},
	},
];

/** A redirect would take the key along, to a server that nobody named. */
const redirectRules = [301, 302, 303, 307, 308].map(
	(value): IAuthenticateRuleResponseCode => ({
		type: 'responseCode',
		properties: {
			value,
			message:
				"The 'Base URL' leads elsewhere, and redirects are not followed: set it to the address it leads to",
		},
	}),
);

/** A server that answers 200 to everything is not the AgentsCode API. */
const bodyRules = [undefined, null].map(
	(value): IAuthenticateRuleResponseSuccessBody => ({
		type: 'responseSuccessBody',
		properties: {
			key: 'available',
			value,
			message:
				"The 'Base URL' leads to a server that is not the AgentsCode API: its answer holds no credit balance",
		},
	}),
);

/** Where a request goes; n8n's older nodes name it `uri`. */
function targetOf(request: IHttpRequestOptions & { uri?: string }, baseUrl: string): string {
	const url = request.url ?? request.uri ?? '';
	return URL.canParse(url) ? url : (request.baseURL ?? baseUrl);
}

export class AgentsCodeApi implements ICredentialType {
	name = 'agentsCodeApi';

	displayName = 'AgentsCode API';

	icon: Icon = {
		light: 'file:../nodes/AgentsCode/agentsCode.svg',
		dark: 'file:../nodes/AgentsCode/agentsCode.dark.svg',
	};

	documentationUrl = 'https://github.com/agentscode/n8n-nodes-agentscode#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Keys are managed in the AgentsCode dashboard',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.agentscode.dev/v1',
			placeholder: 'e.g. https://api.agentscode.dev/v1',
			description: 'Address of the AgentsCode API; change it only if you were given another one',
		},
	];

	/** A function, not a template, since only so can an unusable address be told in words. */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const baseUrl = normalizeBaseUrl(credentials.baseUrl);
		if (!baseUrl.ok) throw new UserError(baseUrl.fault.message);
		const target = targetOf(requestOptions, baseUrl.value);
		const complaint = domainComplaint(credentials, target);
		if (complaint !== undefined) throw new UserError(complaint);
		const authorization = `Bearer ${String(credentials.apiKey ?? '').trim()}`;
		return {
			...requestOptions,
			sendCredentialsOnCrossOriginRedirect: false,
			headers: { ...requestOptions.headers, Authorization: authorization },
		};
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/[\\s/]+$/, "") }}',
			url: '/credits/balance',
			disableFollowRedirect: true,
		},
		rules: [...statusRules, ...redirectRules, ...bodyRules] as ICredentialTestRequest['rules'],
	};
}
