import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { AgentsCodeApi } from '../../credentials/AgentsCodeApi.credentials';

export type TestCredential = {
	apiKey: string;
	baseUrl: string;
	allowedHttpRequestDomains?: string;
	allowedDomains?: string;
	/** Not part of the credential: called before each request that is signed with it. */
	beforeSend?: (request: IHttpRequestOptions) => Promise<void>;
};

const type = new AgentsCodeApi();

/** Hands out one credential and signs requests as the credential type itself does. */
export function credentialsHelper(credential: TestCredential): ICredentialsHelper {
	const helper = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getDecrypted: async () => {
			const data: Partial<TestCredential> = { ...credential };
			delete data.beforeSend;
			return data;
		},
		getCredentialsProperties: () => type.properties,
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		authenticate: async (
			data: ICredentialDataDecryptedObject,
			_typeName: string,
			request: IHttpRequestOptions,
		) => {
			await credential.beforeSend?.(request);
			return await type.authenticate(data, request);
		},
	};
	return helper as unknown as ICredentialsHelper;
}
