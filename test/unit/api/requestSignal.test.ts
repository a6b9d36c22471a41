import { sleep } from 'n8n-workflow';
import { openRequestSignal } from '../../../nodes/AgentsCode/api/requestSignal';

describe('what ends a request early', () => {
	it('is its time-out', async () => {
		const ending = openRequestSignal(20);
		expect([ending.signal.aborted, ending.isLate]).toEqual([false, false]);
		await sleep(60);
		expect([ending.signal.aborted, ending.isLate]).toEqual([true, true]);
	});

	it('is the end of the execution, which is no time-out', () => {
		const execution = new AbortController();
		const ending = openRequestSignal(60_000, execution.signal);
		execution.abort();
		expect([ending.signal.aborted, ending.isLate]).toEqual([true, false]);
	});

	it('is an execution that has ended before', () => {
		const ending = openRequestSignal(60_000, AbortSignal.abort());
		expect([ending.signal.aborted, ending.isLate]).toEqual([true, false]);
	});

	it('is nothing any more once it is released', async () => {
		const execution = new AbortController();
		const ending = openRequestSignal(20, execution.signal);
		ending.release();
		execution.abort();
		await sleep(60);
		expect(ending.signal.aborted).toBe(false);
	});
});
