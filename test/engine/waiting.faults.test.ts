import type { FaultKind } from '../emulator';
import { runParameters } from './agentRuns';
import { errorOf, jsonOf } from './harness';
import { lasting, numbers } from './lastingRuns';
import { openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 100 } });

/** What a service or the way to it may do for a moment; the wait goes on. */
const PASSING: FaultKind[] = [
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 502, form: 'html' },
	{ kind: 'status', status: 503, form: 'empty' },
	{ kind: 'status', status: 504, form: 'text' },
	{ kind: 'status', status: 408 },
	{ kind: 'reset' },
	{ kind: 'close' },
	{ kind: 'resetMidBody' },
	{ kind: 'truncated' },
	{ kind: 'empty' },
	{ kind: 'html' },
	{ kind: 'wrongType' },
	{ kind: 'nulls' },
	{ kind: 'json', body: { jobId: 'x' } },
	{ kind: 'json', body: null },
	{ kind: 'drip', everyMs: 2, bytes: 16 },
	{ kind: 'contentType' },
];

describe('what goes wrong while a job is looked at', () => {
	it('a job that can not be seen right after its start is waited for', async () => {
		stage.emulator.behaviour.jobs.invisibleMs = 900;
		const ran = await stage.run([{}], runParameters());
		expect(jsonOf(ran)).toEqual([expect.objectContaining({ status: 'completed' })]);
		expect(stage.emulator.count('getJob', { status: 404 })).toBeGreaterThan(0);
		expect(stage.emulator.count('startJob')).toBe(1);
	});

	it('is bridged: each item meets another fault, and none is lost', async () => {
		const handles = PASSING.map((fault) => stage.emulator.fault({ route: 'getJob', ...fault }));
		const items = lasting(...PASSING.map(() => 300));
		const ran = await stage.run(items, runParameters());
		expect(numbers(jsonOf(ran))).toEqual(items.map(({ n }) => n));
		expect(handles.map(({ played }) => played)).toEqual(PASSING.map(() => 1));
		expect(stage.emulator.count('startJob')).toBe(PASSING.length);
	});

	it('is bridged: a service that is gone for a while', async () => {
		const { emulator } = stage;
		const running = stage.run(lasting(700), runParameters());
		await emulator.until(({ jobs }) => jobs.length === 1);
		await emulator.pause();
		await emulator.until(({ jobs: [job] }) => job.endsAt < Date.now());
		await emulator.resume();
		expect(jsonOf(await running)).toEqual([expect.objectContaining({ status: 'completed' })]);
		expect(emulator.count('startJob')).toBe(1);
	});

	it('lasts to the deadline, and no longer; the item tells what was in the way', async () => {
		stage.emulator.fault({ route: 'getJob', times: Infinity, kind: 'status', status: 503 });
		const ran = await stage.run([{}], runParameters({ timeoutSeconds: 1 }));
		const { jobId } = stage.emulator.jobs[0];
		expect(errorOf(ran)).toMatchObject({
			message: expect.stringMatching(
				`^The job "${jobId}" of agent "event-scheduler" was not finished after 1 second .*; it could not be read at the end: AgentsCode is not able to answer right now`,
			) as string,
		});
	});

	it.each([
		[400, 'did not accept'],
		[401, 'the API key was not accepted'],
		[403, 'the API key is not allowed'],
	])('HTTP %i ends the wait, with the job in the message', async (status, words) => {
		stage.emulator.fault({ route: 'getJob', times: Infinity, kind: 'status', status });
		const ran = await stage.run(lasting(60_000), runParameters());
		const { jobId } = stage.emulator.jobs[0];
		expect(errorOf(ran)?.message).toMatch(
			new RegExp(`^Could not read the job "${jobId}" of agent "event-scheduler": .*${words}`),
		);
		expect(errorOf(ran)?.description).toContain('The job was started and may have been charged');
		expect(stage.emulator.count('getJob')).toBe(1);
	});

	it('a key that turns bad in mid-wait is told once, and not asked with again', async () => {
		const { emulator } = stage;
		const running = stage.run(lasting(60_000), runParameters());
		await emulator.until(() => emulator.count('getJob') >= 2);
		const { apiKey } = emulator;
		emulator.apiKey = 'another-key';
		const ran = await running;
		emulator.apiKey = apiKey;
		expect(errorOf(ran)?.message).toContain('the API key was not accepted (HTTP 401)');
		expect(errorOf(ran)?.message).toContain(emulator.jobs[0].jobId);
		expect(emulator.count('getJob', { status: 401 })).toBe(1);
	});
});

describe('a rate limit', () => {
	it.each(['seconds', 'date', 'missing'] as const)(
		'fails no item while there is time, and starts no job twice: Retry-After %s',
		async (retryAfter) => {
			stage.emulator.behave({ rateLimit: { perSecond: 10, retryAfter } });
			const ran = await stage.run(
				lasting(...new Array<number>(8).fill(300)),
				runParameters({ pollIntervalSeconds: 0 }),
			);
			expect(errorOf(ran)).toBeUndefined();
			expect(numbers(jsonOf(ran))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
			expect(stage.emulator.count('startJob', { status: 200 })).toBe(8);
			expect(stage.emulator.jobs).toHaveLength(8);
		},
	);

	it('one 429 holds all requests back for as long as it asks', async () => {
		stage.emulator.fault({
			kind: 'status',
			status: 429,
			retryAfter: 'seconds',
			retryAfterMs: 1000,
		});
		const ran = await stage.run(lasting(50), runParameters());
		expect(errorOf(ran)).toBeUndefined();
		const [refused, next] = stage.emulator.requests;
		expect([refused.status, next.route]).toEqual([429, 'startJob']);
		expect(next.at - (refused.answeredAt ?? 0)).toBeGreaterThanOrEqual(990);
	});

	it('is not waited for beyond the deadline', async () => {
		stage.emulator.fault({
			times: Infinity,
			kind: 'status',
			status: 429,
			retryAfter: { text: '86400' },
		});
		const ran = await stage.run([{}], runParameters({ timeoutSeconds: 3 }));
		expect(errorOf(ran)?.message).toContain('the rate limit stayed exceeded');
		expect(stage.emulator.count()).toBe(1);
	});
});
