import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

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

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey.trim()}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '/credits/balance',
		},
		rules: [
			{
				// A server that answers 200 to everything is not the AgentsCode API.
				type: 'responseSuccessBody',
				properties: {
					key: 'available',
					value: undefined,
					message:
						"The 'Base URL' leads to a server that is not the AgentsCode API: its answer holds no credit balance",
				},
			},
		],
	};
}
