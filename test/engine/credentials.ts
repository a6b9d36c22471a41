import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IHttpRequestOptions,
	INode,
	Workflow,
} from 'n8n-workflow';
import { AgentsCodeApi } from '../../credentials/AgentsCodeApi.credentials';

export type TestCredential = { apiKey: string; baseUrl: string };

const type = new AgentsCodeApi();

function resolve(
	text: string,
	credentials: ICredentialDataDecryptedObject,
	workflow: Workflow,
	node: INode,
) {
	if (!text.startsWith('=')) return text;
	const keys = { $credentials: credentials };
	return workflow.expression.getSimpleParameterValue(node, text, 'internal', keys) as string;
}

/** Hands out one credential and signs requests by what the credential type itself declares. */
export function credentialsHelper(credential: TestCredential): ICredentialsHelper {
	const helper = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getDecrypted: async () => ({ ...credential }),
		getCredentialsProperties: () => type.properties,
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		authenticate: async (
			data: ICredentialDataDecryptedObject,
			_typeName: string,
			request: IHttpRequestOptions,
			workflow: Workflow,
			node: INode,
		) => {
			const signed = { ...request, headers: { ...request.headers } };
			for (const [name, value] of Object.entries(type.authenticate.properties.headers ?? {})) {
				signed.headers[name] = resolve(String(value), data, workflow, node);
			}
			return signed;
		},
	};
	return helper as unknown as ICredentialsHelper;
}
