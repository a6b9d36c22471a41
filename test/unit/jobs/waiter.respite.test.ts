import { VirtualClock } from '../../support/virtualClock';
import { play, type Script } from './waits';

describe('a look that is due', () => {
	/** Puts looks off at these times, for so long. */
	function playWithRespites(respites: Record<number, number>, script: Partial<Script> = {}) {
		const clock = new VirtualClock();
		const respiteMs = () => respites[clock.now()] ?? 0;
		return play({ seen: ['running', 'done'], ...script, respiteMs }, clock);
	}

	it('waits as long as there is a respite', async () => {
		const { end, lookedAt } = playWithRespites({ 500: 200, 700: 300, 2000: 50 });
		expect(await end).toMatchObject({ outcome: 'succeeded', looks: 2 });
		expect(lookedAt).toEqual([1000, 2050]);
	});

	it('is taken at the deadline, whatever respite there is', async () => {
		const { end, lookedAt } = playWithRespites({ 500: 9000 }, { deadlineAt: 1500 });
		expect(await end).toMatchObject({ outcome: 'timedOut', looks: 1 });
		expect(lookedAt).toEqual([1500]);
	});

	it('is not taken when the wait is aborted during a respite', async () => {
		const { clock, end, lookedAt } = playWithRespites({ 500: 9000 });
		clock.after(1000, () => clock.abort());
		expect(await end).toEqual({ outcome: 'aborted', last: undefined, looks: 0 });
		expect(lookedAt).toEqual([]);
	});
});
