import { createClock } from '../../../nodes/AgentsCode/api/clock';
import { openRequestSignal } from '../../../nodes/AgentsCode/api/requestSignal';
import { whenAborted } from '../../../nodes/AgentsCode/api/whenAborted';

const HOUR_MS = 3_600_000;

describe('the clocks of one execution', () => {
	it('put nothing on its signal, and end with it', () => {
		const execution = new AbortController();
		const listen = jest.spyOn(execution.signal, 'addEventListener');
		const clocks = Array.from({ length: 40 }, () => createClock(execution.signal));
		expect(listen).not.toHaveBeenCalled();
		execution.abort();
		expect(clocks.every(({ aborted, stoppedByN8n }) => aborted && stoppedByN8n)).toBe(true);
	});

	it('share one listener with its requests while they sleep, and wake at once', async () => {
		const execution = new AbortController();
		const listen = jest.spyOn(execution.signal, 'addEventListener');
		const clocks = Array.from({ length: 40 }, () => createClock(execution.signal));
		const naps = clocks.flatMap((clock) => [clock.sleep(1), clock.sleep(HOUR_MS)]);
		const bounds = { beginMs: HOUR_MS, limitMs: HOUR_MS };
		const request = openRequestSignal(bounds, execution.signal);
		await naps[0];
		expect(listen).toHaveBeenCalledTimes(1);
		execution.abort();
		await Promise.all(naps);
		expect(request.signal.aborted).toBe(true);
	});
});

describe('what is to happen at an abort', () => {
	it('happens once for each who has not taken it back', () => {
		const execution = new AbortController();
		const ended: string[] = [];
		const takeBack = whenAborted(execution.signal, () => ended.push('first'));
		whenAborted(execution.signal, () => ended.push('second'));
		whenAborted(execution.signal, () => ended.push('third'));
		takeBack();
		execution.abort();
		expect(ended).toEqual(['second', 'third']);
	});
});
