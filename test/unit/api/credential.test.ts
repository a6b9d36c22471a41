import { CREDENTIAL_FRESH_MS, holdCredential } from '../../../nodes/AgentsCode/api/credential';
import { VirtualClock } from '../../support/virtualClock';

/** n8n's store, with keys that follow one another. */
function held(...keys: Array<string | Error | undefined>) {
	const clock = new VirtualClock();
	let reads = 0;
	const credential = holdCredential(async () => {
		const apiKey = keys[Math.min(reads++, keys.length - 1)];
		if (apiKey instanceof Error) throw apiKey;
		return { apiKey };
	}, clock);
	const key = async () => (await credential.current()).data?.apiKey;
	const pass = async (ms: number) => await clock.run(clock.sleep(ms));
	return { credential, key, pass, reads: () => reads };
}

it('is read once for all who ask at once, and for some seconds after', async () => {
	const { key, pass, reads } = held('one', 'two');
	expect(await Promise.all([key(), key(), key()])).toEqual(['one', 'one', 'one']);
	await pass(CREDENTIAL_FRESH_MS - 1);
	expect(await key()).toBe('one');
	expect(reads()).toBe(1);
});

it('is read anew later: a key that was changed is taken up', async () => {
	const { credential, key, pass, reads } = held('one', 'two');
	await key();
	await pass(CREDENTIAL_FRESH_MS);
	expect(await Promise.all([key(), key()])).toEqual(['two', 'two']);
	expect(reads()).toBe(2);
	expect(credential.secrets).toEqual(['one', 'two']);
});

it('names each key once among the secrets', async () => {
	const { credential, key, pass } = held('one');
	await key();
	await pass(CREDENTIAL_FRESH_MS);
	await key();
	expect(credential.secrets).toEqual(['one']);
});

it('is asked for again at once after n8n could not read it', async () => {
	const { key, reads } = held(new Error('the store is locked'), 'one');
	await expect(Promise.all([key(), key()])).rejects.toThrow('the store is locked');
	expect(await key()).toBe('one');
	expect(reads()).toBe(2);
});

it('may be without a key', async () => {
	const { credential, key } = held(undefined);
	expect(await key()).toBeUndefined();
	expect(credential.secrets).toEqual(['']);
});

it('has the form that n8n’s request helper takes', async () => {
	const { credential } = held('one');
	expect(await credential.current()).toEqual({
		id: '',
		name: '',
		type: 'agentsCodeApi',
		data: { apiKey: 'one' },
	});
});
