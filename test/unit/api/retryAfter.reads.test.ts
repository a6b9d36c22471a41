import { createApi } from '../../../nodes/AgentsCode/api/client';
import { contextAnswering } from '../../support/requestContext';
import { VirtualClock } from '../../support/virtualClock';

const SECOND = 1000;

describe('a read', () => {
	/** Reads the balance from a service that answers with these statuses, then with the balance. */
	async function read(statuses: number[], retryAfterS: number, patienceMs = 60 * SECOND) {
		const clock = new VirtualClock();
		const askedAt: number[] = [];
		const answer = async () => {
			const statusCode = statuses[askedAt.push(clock.now()) - 1] ?? 200;
			const headers: Record<string, string> =
				statusCode === 200 ? {} : { 'retry-after': String(retryAfterS) };
			return { statusCode, headers, body: '{"available":1,"used":2}' };
		};
		const api = await createApi(contextAnswering(answer), { clock, random: () => 0, patienceMs });
		const { ok } = await clock.run(api.getBalance());
		return { ok, askedAt };
	}

	it('is sent again when the service asked for', async () => {
		expect(await read([503, 503], 5)).toEqual({ ok: true, askedAt: [0, 5000, 10_000] });
	});

	it('is sent a last time at the end of its patience', async () => {
		expect(await read([503], 300, 10_000)).toEqual({ ok: true, askedAt: [0, 10_000] });
	});

	it('is told at once as refused where a 429 asks for more time than there is', async () => {
		const { ok, askedAt } = await read([429], 300, 10_000);
		expect([ok, askedAt]).toEqual([false, [0]]);
	});
});
