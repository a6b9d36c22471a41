import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { FaultKind } from '../emulator';
import { errorOf, jsonOf, outputOf } from './harness';
import { EAGER, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 100 } });

/** Each item is its job's input; `emulate` in it says how the job shall go. */
const run = (options: IDataObject = {}, more: INodeParameters = {}): INodeParameters => ({
	agentId: EVENT_SCHEDULER,
	inputMode: 'json',
	inputJson: '={{ $json }}',
	options: { ...EAGER, ...options } as INodeParameters,
	...more,
});

const lasting = (...durations: number[]): IDataObject[] =>
	durations.map((durationMs, n) => ({ n, emulate: { durationMs } }));

/** The numbers of the items whose results came, in the order of the output. */
const numbers = (items: IDataObject[]) =>
	items.map(({ result }) => ((result as IDataObject | undefined)?.input as IDataObject)?.n);

describe('many items', () => {
	it('run at once, and come out in input order, each paired with its item', async () => {
		const items = lasting(1600, 1040, 1350, 1090, 1500, 1020, 1250, 1060, 1400, 1150);
		const ran = await stage.run(items, run());
		expect(errorOf(ran)).toBeUndefined();
		expect(numbers(jsonOf(ran))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(outputOf(ran)[0].map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
		expect(stage.emulator.count('startJob')).toBe(10);
		expect(stage.emulator.peakJobs).toBe(10);
		expect(jsonOf(ran, 'Start')).toEqual(items);
	});

	it.each([1, 2, 5])('run %i at a time where no more are wanted', async (maxConcurrentJobs) => {
		const items = lasting(...new Array<number>(7).fill(80));
		const ran = await stage.run(items, run({ maxConcurrentJobs }));
		expect(numbers(jsonOf(ran))).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect(stage.emulator.peakJobs).toBeLessThanOrEqual(maxConcurrentJobs);
		expect(stage.emulator.jobs.map(({ input }) => (input as IDataObject).n)).toEqual(
			items.map(({ n }) => n),
		);
	});

	it('take the smallest bound that any item asks for', async () => {
		const items = lasting(60, 60, 60, 60).map((item, n) => ({ ...item, most: n === 2 ? 1 : 9 }));
		await stage.run(items, run({ maxConcurrentJobs: '={{ $json.most }}' }));
		expect(stage.emulator.peakJobs).toBe(1);
	});

	it('a hundred of them: each job started once, none lost', async () => {
		const items = lasting(...Array.from({ length: 100 }, (_, n) => 50 + ((n * 37) % 200)));
		const ran = await stage.run(items, run({ pollIntervalSeconds: 0.2, maxConcurrentJobs: 100 }));
		expect(numbers(jsonOf(ran))).toEqual(items.map(({ n }) => n));
		expect(stage.emulator.count('startJob')).toBe(100);
		expect(stage.emulator.peakRequests).toBeLessThanOrEqual(32);
	});
});

describe('the result', () => {
	it('is the job with its agent, and nothing else', async () => {
		const ran = await stage.run([{ topic: 'tides' }], run());
		expect(jsonOf(ran)).toEqual([
			{
				agentId: 'event-scheduler',
				jobId: stage.emulator.jobs[0].jobId,
				status: 'completed',
				progress: 100,
				result: expect.objectContaining({ input: { topic: 'tides' } }) as object,
			},
		]);
	});

	it.each<unknown>([null, 'text', 7, true, [], [1, { a: 2 }], {}])('may be %j', async (result) => {
		stage.emulator.behaviour.jobs.result = result as never;
		const [json] = jsonOf(await stage.run([{}], run()));
		expect(json.result).toEqual(result);
	});

	it('keeps unknown fields', async () => {
		stage.emulator.behaviour.extraFields = true;
		expect(jsonOf(await stage.run([{}], run()))[0]).toMatchObject({ region: 'eu-central' });
	});

	it('comes whatever the progress says', async () => {
		const kinds = ['linear', 'absent', 'null', 'text', 'jumps', { stuckAt: 0 }, { stuckAt: 99 }];
		const items = kinds.map((progress) => ({ emulate: { durationMs: 100, progress } }));
		const ran = await stage.run(items, run({ pollIntervalSeconds: 0 }));
		expect(jsonOf(ran).map(({ status }) => status)).toEqual(kinds.map(() => 'completed'));
	});

	it('comes whatever words the service has for a job under way', async () => {
		stage.emulator.behave({
			jobs: { queuedMs: 50, statusWords: { queued: 'NEW', active: 'thinking' } },
		});
		expect(jsonOf(await stage.run([{}], run()))).toEqual([
			expect.objectContaining({ status: 'completed' }),
		]);
	});
});

describe('without waiting', () => {
	it('gives the job as the service named it, and asks no more', async () => {
		stage.emulator.behaviour.extraFields = true;
		const ran = await stage.run(lasting(60_000, 60_000), run({}, { waitForCompletion: false }));
		expect(outputOf(ran)[0]).toEqual(
			stage.emulator.jobs.map(({ jobId }, item) => ({
				json: expect.objectContaining({
					agentId: 'event-scheduler',
					jobId,
					status: 'queued',
					region: 'eu-central',
				}) as object,
				pairedItem: { item },
			})),
		);
		expect(stage.emulator.count()).toBe(2);
	});

	it('has three fields, where the service gives no others', async () => {
		const ran = await stage.run(lasting(60_000), run({}, { waitForCompletion: false }));
		const { jobId } = stage.emulator.jobs[0];
		expect(jsonOf(ran)).toEqual([{ agentId: 'event-scheduler', jobId, status: 'queued' }]);
	});
});

describe('time is up', () => {
	it('ends the item with the ID of its job', async () => {
		const ran = await stage.run(lasting(60_000), run({ timeoutSeconds: 1 }));
		const { jobId } = stage.emulator.jobs[0];
		expect(errorOf(ran)).toMatchObject({
			message: expect.stringMatching(
				`^The job "${jobId}" of agent "event-scheduler" was not finished after 1 second`,
			) as string,
			description: expect.stringContaining('Wait for Completion') as string,
			context: { itemIndex: 0 },
		});
	});

	it('or passes the job on as it was last seen', async () => {
		const items = lasting(60_000, 50);
		const ran = await stage.run(items, run({ timeoutSeconds: 1, onTimeout: 'returnJob' }));
		expect(errorOf(ran)).toBeUndefined();
		expect(jsonOf(ran)).toEqual([
			{
				agentId: 'event-scheduler',
				jobId: stage.emulator.jobs[0].jobId,
				status: 'active',
				progress: expect.any(Number) as number,
			},
			expect.objectContaining({ status: 'completed' }),
		]);
	});

	it('sends the item to the error output with its job, where the node goes on', async () => {
		const ran = await stage.run(lasting(60_000, 50), run({ timeoutSeconds: 1 }), {
			onError: 'continueErrorOutput',
		});
		const { jobId } = stage.emulator.jobs[0];
		expect(numbers(jsonOf(ran))).toEqual([1]);
		expect(jsonOf(ran, 'AgentsCode', 1)).toEqual([
			expect.objectContaining({
				error: expect.stringContaining(jobId) as string,
				details: { agentId: 'event-scheduler', jobId, status: 'active' },
			}),
		]);
	});

	it('takes one last look: a job that ends just in time is not lost', async () => {
		const { emulator } = stage;
		const options = { timeoutSeconds: 2, pollIntervalSeconds: 1.2 };
		const running = stage.run(lasting(60_000), run(options));
		// The next look but for the last one would be due after the deadline.
		await emulator.until(() => emulator.count('getJob') === 1);
		emulator.finish();
		expect(jsonOf(await running)).toEqual([expect.objectContaining({ status: 'completed' })]);
		expect(emulator.count('getJob')).toBe(2);
	});
});

describe('a job that ends without a result', () => {
	it.each([
		['failed', 'failed: The page is gone'],
		['cancelled', 'was cancelled: The page is gone'],
	] as const)('%s: ends the item with the reason and the ID', async (outcome, words) => {
		const ran = await stage.run([{ emulate: { outcome, reason: 'The page is gone' } }], run());
		const { jobId } = stage.emulator.jobs[0];
		expect(errorOf(ran)?.message).toBe(`The job "${jobId}" of agent "event-scheduler" ${words}`);
		expect(stage.emulator.count('startJob')).toBe(1);
	});

	it.each(['failed', 'cancelled'] as const)('%s: or is passed on', async (outcome) => {
		const ran = await stage.run(
			[{ emulate: { outcome, reason: 'gone' } }, {}],
			run({ onFailure: 'returnJob' }),
		);
		expect(errorOf(ran)).toBeUndefined();
		const [first, second] = jsonOf(ran);
		expect(first).toMatchObject({
			jobId: stage.emulator.jobs[0].jobId,
			status: outcome,
			errorMessage: 'gone',
		});
		expect(first).not.toHaveProperty('error');
		expect(second).toMatchObject({ status: 'completed' });
	});
});

describe('the interval', () => {
	it('is kept where one is set', async () => {
		await stage.run(lasting(650), run({ pollIntervalSeconds: 0.2 }));
		const looks = stage.emulator.requests.filter(({ route }) => route === 'getJob');
		const gaps = looks.slice(1).map(({ at }, index) => at - looks[index].at);
		expect(looks.length).toBeLessThanOrEqual(4);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(190);
	});

	it('adapts where none is set', async () => {
		stage.emulator.behaviour.jobs.progress = 'absent';
		await stage.run(lasting(2000), run({ pollIntervalSeconds: 0 }));
		expect(stage.emulator.count('getJob')).toBeLessThanOrEqual(8);
	});
});

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
		const ran = await stage.run([{}], run());
		expect(jsonOf(ran)).toEqual([expect.objectContaining({ status: 'completed' })]);
		expect(stage.emulator.count('getJob', { status: 404 })).toBeGreaterThan(0);
		expect(stage.emulator.count('startJob')).toBe(1);
	});

	it('is bridged: each item meets another fault, and none is lost', async () => {
		const handles = PASSING.map((fault) => stage.emulator.fault({ route: 'getJob', ...fault }));
		const items = lasting(...PASSING.map(() => 300));
		const ran = await stage.run(items, run());
		expect(numbers(jsonOf(ran))).toEqual(items.map(({ n }) => n));
		expect(handles.map(({ played }) => played)).toEqual(PASSING.map(() => 1));
		expect(stage.emulator.count('startJob')).toBe(PASSING.length);
	});

	it('is bridged: a service that is gone for a while', async () => {
		const { emulator } = stage;
		const running = stage.run(lasting(700), run());
		await emulator.until(({ jobs }) => jobs.length === 1);
		await emulator.pause();
		await emulator.until(({ jobs: [job] }) => job.endsAt < Date.now());
		await emulator.resume();
		expect(jsonOf(await running)).toEqual([expect.objectContaining({ status: 'completed' })]);
		expect(emulator.count('startJob')).toBe(1);
	});

	it('lasts to the deadline, and no longer; the item tells what was in the way', async () => {
		stage.emulator.fault({ route: 'getJob', times: Infinity, kind: 'status', status: 503 });
		const ran = await stage.run([{}], run({ timeoutSeconds: 1 }));
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
		const ran = await stage.run(lasting(60_000), run());
		const { jobId } = stage.emulator.jobs[0];
		expect(errorOf(ran)?.message).toMatch(
			new RegExp(`^Could not read the job "${jobId}" of agent "event-scheduler": .*${words}`),
		);
		expect(errorOf(ran)?.description).toContain('The job was started and may have been charged');
		expect(stage.emulator.count('getJob')).toBe(1);
	});

	it('a key that turns bad in mid-wait is told once, and not asked with again', async () => {
		const { emulator } = stage;
		const running = stage.run(lasting(60_000), run());
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
				run({ pollIntervalSeconds: 0 }),
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
		const ran = await stage.run(lasting(50), run());
		expect(errorOf(ran)).toBeUndefined();
		const [refused, next] = stage.emulator.requests;
		expect([refused.status, next.route]).toEqual([429, 'startJob']);
		expect(next.at - (refused.answeredAt ?? 0)).toBeGreaterThanOrEqual(990);
	});

	it('ends with clear words, and nothing started, when it lasts to the deadline', async () => {
		stage.emulator.fault({ times: Infinity, kind: 'status', status: 429, retryAfter: 'missing' });
		const ran = await stage.run([{}], run({ timeoutSeconds: 2 }));
		expect(errorOf(ran)?.message).toBe(
			'Could not start agent "event-scheduler": the rate limit stayed exceeded (HTTP 429)',
		);
		expect(errorOf(ran)?.description).toContain('No job was started');
		expect(stage.emulator.jobs).toEqual([]);
	});

	it('is not waited for beyond the deadline', async () => {
		stage.emulator.fault({
			times: Infinity,
			kind: 'status',
			status: 429,
			retryAfter: { text: '86400' },
		});
		const ran = await stage.run([{}], run({ timeoutSeconds: 3 }));
		expect(errorOf(ran)?.message).toContain('the rate limit stayed exceeded');
		expect(stage.emulator.count()).toBe(1);
	});
});
