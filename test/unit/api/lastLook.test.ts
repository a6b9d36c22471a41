import { createApi } from '../../../nodes/AgentsCode/api/client';
import { LAST_LOOK_MS } from '../../../nodes/AgentsCode/api/limits';
import { contextAnswering } from '../../support/requestContext';
import { VirtualClock } from '../../support/virtualClock';

const COMPLETED = { statusCode: 200, headers: {}, body: '{"jobId":"j","status":"completed"}' };

/** A service that refuses its first request, and is asked through one gate. */
async function openApi(clock: VirtualClock, retryAfterS: number) {
	let count = 0;
	const answer = async () => {
		const isRefused = ++count === 1;
		await clock.sleep(10);
		return isRefused
			? { statusCode: 429, headers: { 'retry-after': String(retryAfterS) }, body: '' }
			: COMPLETED;
	};
	const api = await createApi(contextAnswering(answer), { clock, random: () => 0 });
	const looks = async (count: number, deadlineAt: number) =>
		await Promise.all(
			Array.from({ length: count }, async () => await api.lookAtJob('a', 'j', deadlineAt)),
		);
	return async (count: number, deadlineAt: number) => await clock.run(looks(count, deadlineAt));
}

it('ten last looks at one deadline are all taken while the gate keeps a pace', async () => {
	const clock = new VirtualClock();
	const look = await openApi(clock, 1);
	await look(10, 10_000);
	await clock.run(clock.sleep(10_000 - clock.now()));
	const seen = await look(10, 10_000);
	expect(seen.filter(({ ok }) => ok)).toHaveLength(10);
	expect(clock.now()).toBeLessThanOrEqual(10_000 + LAST_LOOK_MS);
});

it('a last look that can not have its turn soon is told so at once', async () => {
	const clock = new VirtualClock();
	const look = await openApi(clock, 60);
	expect(await look(1, 10_000)).toMatchObject([{ ok: false, fault: { httpStatus: 429 } }]);
	expect(clock.now()).toBe(10);
});
