import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { FaultKind } from '../emulator';
import { ledgerOf, RETRY, runAgent } from './agentRuns';
import { errorOf, jsonOf, outputOf } from './harness';
import { openStage } from './stage';

const { emulator, play } = openStage({
	jobs: { durationMs: 40 },
	history: { listUnfinished: true },
});

/** Answers after which nobody can know whether the job was started. */
const AMBIGUOUS: Array<[string, FaultKind]> = [
	...[408, 409, 425, 500, 502, 503, 504, 520].map((status): [string, FaultKind] => [
		`HTTP ${status}`,
		{ kind: 'status', status },
	]),
	['HTTP 500 with a page', { kind: 'status', status: 500, form: 'html' }],
	['HTTP 502 without a body', { kind: 'status', status: 502, form: 'empty' }],
	['a connection reset before the answer', { kind: 'reset' }],
	['a connection closed before the answer', { kind: 'close' }],
	['a connection reset in mid-answer', { kind: 'resetMidBody' }],
	['a page with HTTP 200', { kind: 'html' }],
	['a truncated answer', { kind: 'truncated' }],
	['an empty answer', { kind: 'empty' }],
	['an answer of another type', { kind: 'wrongType' }],
	['an answer full of nulls', { kind: 'nulls' }],
	['an answer without a job ID', { kind: 'json', body: { status: 'queued' } }],
	['an answer that is null', { kind: 'json', body: null }],
	['a redirect to another origin', { kind: 'redirect', status: 302 }],
	['a redirect after the deed', { kind: 'redirect', status: 303 }],
	['a redirect that asks for the same again', { kind: 'redirect', status: 307 }],
];

/** Answers that say for sure that nothing was started. */
const REFUSALS = [400, 401, 402, 403, 404, 405, 413, 422];

describe('a start without a clear answer', () => {
	it.each(AMBIGUOUS)('is not sent again after %s', async (_, kind) => {
		emulator.fault({ route: 'startJob', times: 9, startsAnyway: true, ...kind });
		const run = await play(runAgent([{ n: 1 }]));

		expect(emulator.count('startJob')).toBe(1);
		expect(emulator.jobs).toHaveLength(1);
		expect(emulator.strangerRequests).toEqual([]);
		const { message, description } = errorOf(run) ?? {};
		expect(message).toContain('Agent "event-scheduler" may have been started');
		expect(description).toContain('Credit → Get History');
		expect(description).toContain(emulator.jobs[0].jobId);
	});

	it.each(AMBIGUOUS)('is not sent again by Retry On Fail after %s', async (_, kind) => {
		emulator.fault({ route: 'startJob', startsAnyway: true, ...kind });
		const run = await play(runAgent([{ n: 1 }], RETRY));

		expect(emulator.count('startJob')).toBe(1);
		expect(errorOf(run)?.message).toContain('may have been started');
	});

	it('says the same on every later try', async () => {
		emulator.fault({ route: 'startJob', kind: 'status', status: 503, startsAnyway: true });
		const first = await play(runAgent([{ n: 1 }]));
		const second = await play(runAgent([{ n: 1 }]), { retryOf: first });
		expect(errorOf(first)?.message).toContain('HTTP 503');
		expect(errorOf(second)?.message).toBe(errorOf(first)?.message);
		expect(errorOf(second)?.description).toBe(errorOf(first)?.description);
		expect(emulator.count('startJob')).toBe(1);
	});

	it('is over when a connection that hung is torn', async () => {
		emulator.fault({ route: 'startJob', kind: 'hang', startsAnyway: true });
		const running = play(runAgent([{ n: 1 }]));
		await emulator.until(({ jobs }) => jobs.length === 1);
		await emulator.pause();
		await emulator.resume();
		expect(errorOf(await running)?.message).toContain('may have been started');
		expect(emulator.count('startJob')).toBe(1);
	});

	it('puts the runs that began around then into the details, and only those', async () => {
		const ago = (ms: number) => Date.now() - ms;
		emulator.startJob('event-scheduler', {}, { startedAtMs: ago(20 * 60_000) });
		emulator.startJob('lead-researcher');
		emulator.fault({
			route: 'startJob',
			kind: 'status',
			status: 500,
			startsAnyway: true,
			when: ({ body }) => (body as { input: { n: number } }).input.n === 2,
		});
		const run = await play(
			runAgent([{ n: 1 }, { n: 2 }, { n: 3 }], { onError: 'continueErrorOutput' }),
		);
		const unclear = emulator.jobs.find(({ input }) => (input as { n?: number }).n === 2);
		const [failed] = outputOf(run)[1];
		expect(failed.json.details).toMatchObject({
			agentId: 'event-scheduler',
			status: 'unknown',
			httpStatus: 500,
			candidates: [{ jobId: unclear?.jobId, runId: unclear?.runId }],
		});
		expect(jsonOf(run).map(({ status }) => status)).toEqual(['completed', 'completed']);
	});

	it.each([
		['the history is broken too', { route: 'getHistory' as const }],
		['the agents are not listed', { route: 'listAgents' as const }],
	])('is told all the same when %s', async (_, rule) => {
		emulator.fault({ route: 'startJob', kind: 'reset', startsAnyway: true });
		emulator.fault({ ...rule, kind: 'status', status: 400, times: Infinity });
		const run = await play(runAgent([{ n: 1 }]));
		expect(errorOf(run)?.message).toContain('may have been started');
		expect(emulator.count('startJob')).toBe(1);
	});

	it('lets a slow but clear answer count', async () => {
		emulator.fault({ route: 'startJob', kind: 'hang', ms: 300 });
		const run = await play(runAgent([{ n: 1 }]));
		expect(jsonOf(run)[0]).toMatchObject({ status: 'completed', result: { input: { n: 1 } } });
		expect(emulator.count('startJob')).toBe(1);
	});
});

describe('a start that was refused', () => {
	it.each(REFUSALS)('with HTTP %i leaves nothing behind', async (status) => {
		emulator.fault({ route: 'startJob', kind: 'status', status });
		const run = await play(runAgent([{ n: 1 }]));
		expect(emulator.count('startJob')).toBe(1);
		expect(errorOf(run)?.message).toContain('Could not start agent "event-scheduler"');
		expect(errorOf(run)?.description).toContain('No job was started');
		expect(ledgerOf(run)).toEqual([]);

		const retried = await play(runAgent([{ n: 1 }]), { retryOf: run });
		expect(jsonOf(retried)[0]).toMatchObject({ status: 'completed' });
		expect(emulator.jobs).toHaveLength(1);
	});

	it('with HTTP 429 is sent again until it is let in', async () => {
		emulator.fault({
			route: 'startJob',
			kind: 'status',
			status: 429,
			retryAfter: 'seconds',
		});
		const run = await play(runAgent([{ n: 1 }]));
		expect(jsonOf(run)[0]).toMatchObject({ status: 'completed' });
		expect(emulator.count('startJob')).toBe(2);
		expect(emulator.jobs).toHaveLength(1);
	});

	it('with HTTP 429 to the end leaves nothing behind', async () => {
		emulator.fault({ route: 'startJob', times: Infinity, kind: 'status', status: 429 });
		const run = await play(runAgent([{ n: 1 }], {}, { timeoutSeconds: 2 }));
		expect(errorOf(run)?.message).toBe(
			'Could not start agent "event-scheduler": the rate limit stayed exceeded (HTTP 429)',
		);
		expect(errorOf(run)?.description).toContain('No job was started');
		expect(ledgerOf(run)).toEqual([]);
		expect(emulator.jobs).toEqual([]);
	});

	it('by a closed port is sent again once the port is open', async () => {
		await emulator.pause();
		const running = play(runAgent([{ n: 1 }]));
		await sleep(200);
		await emulator.resume();
		expect(jsonOf(await running)[0]).toMatchObject({ status: 'completed' });
		expect(emulator.jobs).toHaveLength(1);
	});

	it('by a port that stays closed leaves nothing behind', async () => {
		await emulator.pause();
		const run = await play(runAgent([{ n: 1 }], {}, { timeoutSeconds: 1 }));
		expect(errorOf(run)?.message).toContain('the connection was refused');
		expect(errorOf(run)?.description).toContain('No job was started');
		expect(ledgerOf(run)).toEqual([]);
	});

	it('by a name that does not resolve leaves nothing behind', async () => {
		const run = await play(runAgent([{ n: 1 }], {}, { timeoutSeconds: 1 }), {
			credential: { apiKey: 'key', baseUrl: 'http://agentscode.invalid/v1' },
		});
		expect(errorOf(run)?.message).toMatch(/host name/);
		expect(errorOf(run)?.description).toContain('No job was started');
		expect(ledgerOf(run)).toEqual([]);
	});
});

describe('what the error branch is given of an unclear start', () => {
	it('names the agent, and never a job that was not confirmed', async () => {
		emulator.fault({ route: 'startJob', kind: 'empty', startsAnyway: true });
		emulator.fault({ route: 'getHistory', kind: 'status', status: 400 });
		const run = await play(runAgent([{ n: 1 }], { onError: 'continueRegularOutput' }));
		const [item] = jsonOf(run);
		expect(Object.keys(item)).toEqual(['error', 'details']);
		const details = item.details as IDataObject;
		expect(details).toMatchObject({ agentId: 'event-scheduler', status: 'unknown' });
		expect(details.jobId).toBeUndefined();
		expect(details.candidates).toBeUndefined();
	});
});
