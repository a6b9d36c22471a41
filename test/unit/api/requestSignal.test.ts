import { sleep } from 'n8n-workflow';
import { openRequestSignal } from '../../../nodes/AgentsCode/api/requestSignal';

const HOUR_MS = 3_600_000;
const SOON = { beginMs: HOUR_MS, limitMs: 20 };
const LATE = { beginMs: HOUR_MS, limitMs: HOUR_MS };

describe('what ends a request early', () => {
	it.each([
		['the time for the whole answer', SOON],
		['the time for its beginning', { beginMs: 20, limitMs: HOUR_MS }],
	])('is %s', async (_, bounds) => {
		const ending = openRequestSignal(bounds);
		expect([ending.signal.aborted, ending.isLate]).toEqual([false, false]);
		await sleep(60);
		expect([ending.signal.aborted, ending.isLate]).toEqual([true, true]);
	});

	it('is the end of the execution, which is no time-out', () => {
		const execution = new AbortController();
		const ending = openRequestSignal(LATE, execution.signal);
		execution.abort();
		expect([ending.signal.aborted, ending.isLate]).toEqual([true, false]);
	});

	it('is, where the answer is worth waiting for, a moment after the end of the execution', async () => {
		const execution = new AbortController();
		const ending = openRequestSignal({ ...LATE, graceMs: 30 }, execution.signal);
		execution.abort();
		expect(ending.signal.aborted).toBe(false);
		await sleep(80);
		expect([ending.signal.aborted, ending.isLate]).toEqual([true, false]);
	});

	it('is not that moment, once the answer has come', async () => {
		const execution = new AbortController();
		const ending = openRequestSignal({ ...LATE, graceMs: 30 }, execution.signal);
		execution.abort();
		ending.release();
		await sleep(80);
		expect(ending.signal.aborted).toBe(false);
	});

	it('is an execution that has ended before', () => {
		const ending = openRequestSignal({ ...LATE, graceMs: HOUR_MS }, AbortSignal.abort());
		expect([ending.signal.aborted, ending.isLate]).toEqual([true, false]);
	});

	it('is not the time for its beginning, once it has begun', async () => {
		const ending = openRequestSignal({ beginMs: 20, limitMs: HOUR_MS });
		ending.begun();
		await sleep(60);
		expect([ending.signal.aborted, ending.isLate]).toEqual([false, false]);
	});

	it('is nothing any more once it is released', async () => {
		const execution = new AbortController();
		const ending = openRequestSignal(SOON, execution.signal);
		ending.release();
		execution.abort();
		await sleep(60);
		expect(ending.signal.aborted).toBe(false);
	});
});

describe('the requests of one execution', () => {
	it('share one listener on its signal, and all end with it', () => {
		const execution = new AbortController();
		const listen = jest.spyOn(execution.signal, 'addEventListener');

		const requests = Array.from({ length: 40 }, () => openRequestSignal(LATE, execution.signal));
		expect(listen).toHaveBeenCalledTimes(1);

		requests[0].release();
		execution.abort();
		expect(requests.map(({ signal }) => signal.aborted)).toEqual([
			false,
			...new Array<boolean>(39).fill(true),
		]);
	});
});
