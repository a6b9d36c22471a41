import type { ICredentialDataDecryptedObject, ICredentialsDecrypted } from 'n8n-workflow';
import type { AddressFields } from './baseUrl';
import type { Clock } from './clock';

export const CREDENTIAL_TYPE = 'agentsCodeApi';

/**
 * How long a credential is used before n8n is asked for it again. For each request that brings none, n8n
 * reads it from its database and decrypts it, which fills a processor while many jobs are waited for. A
 * key that is changed in the middle of a long wait is still taken up.
 */
export const CREDENTIAL_FRESH_MS = 5_000;

export type Credential = AddressFields & { apiKey?: string };

export interface HeldCredential {
	/**
	 * @returns the credential in the form that n8n's request helper takes
	 * @throws what n8n says when it can not be read
	 */
	current(): Promise<ICredentialsDecrypted>;
	/** Every key that was read so far: what no message may contain. */
	readonly secrets: readonly string[];
}

/**
 * Holds a credential for a few seconds, for all requests that are sent meanwhile.
 *
 * @param read asks n8n for it
 */
export function holdCredential(
	read: () => Promise<Credential>,
	clock: Pick<Clock, 'now'>,
): HeldCredential {
	const secrets: string[] = [];
	let reading: Promise<ICredentialsDecrypted> | undefined;
	let readAt = 0;
	const forget = () => {
		reading = undefined;
	};

	const readAnew = async (): Promise<ICredentialsDecrypted> => {
		const data = await read();
		const key = String(data.apiKey ?? '');
		if (!secrets.includes(key)) secrets.push(key);
		const values = data as ICredentialDataDecryptedObject;
		return { id: '', name: '', type: CREDENTIAL_TYPE, data: values };
	};

	return {
		secrets,
		async current() {
			const isFresh = clock.now() - readAt < CREDENTIAL_FRESH_MS;
			if (!reading || !isFresh) {
				readAt = clock.now();
				reading = readAnew();
				reading.catch(forget);
			}
			return await reading;
		},
	};
}
