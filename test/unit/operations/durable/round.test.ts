import type { ParkedJob } from '../../../../nodes/AgentsCode/operations/durable/parcel';
import { judgeLook, lookAround } from '../../../../nodes/AgentsCode/operations/durable/round';
import { failure, success, type Result } from '../../../../nodes/AgentsCode/api/result';
import type { Job } from '../../../../nodes/AgentsCode/api/shapes';
import { network, ScriptedApi, status, UNREADABLE } from '../../../support/scriptedApi';
import { VirtualClock } from '../../../support/virtualClock';
import { parkedJob } from './jobs';

const MINUTE = 60_000;
const seen = (word: string, progress?: unknown): Result<Job> =>
	success({ jobId: 'j1', status: word, progress } as Job);

describe('a look that settles the item', () => {
	it.each(['completed', 'COMPLETED'])('at a job that is %s delivers it', (word) => {
		expect(judgeLook(parkedJob(), seen(word), MINUTE).settled).toEqual({
			ok: true,
			agentId: 'a1',
			job: { jobId: 'j1', status: word },
		});
	});

	it.each([
		['failed', 'failed'],
		['cancelled', 'was cancelled'],
		['canceled', 'was cancelled'],
	])('at a job that is %s fails the item, or returns the job, as it wants', (word, says) => {
		expect(judgeLook(parkedJob(), seen(word), MINUTE).settled).toMatchObject({
			ok: false,
			failure: { message: expect.stringContaining(says), details: { jobId: 'j1' } },
		});
		const wanted = parkedJob({}, { onFailure: 'returnJob' });
		expect(judgeLook(wanted, seen(word), MINUTE).settled).toMatchObject({ ok: true });
	});

	it.each([400, 401, 403, 404, 301])('is one that waiting does not mend: HTTP %d', (code) => {
		expect(judgeLook(parkedJob(), failure(status(code)), MINUTE).settled).toMatchObject({
			ok: false,
			failure: { details: { jobId: 'j1', status: 'active', httpStatus: code } },
		});
	});

	const atDeadline = (onTimeout: 'error' | 'returnJob') =>
		parkedJob({}, { timeoutSeconds: 120, onTimeout });

	it('at the deadline fails the item in the words of a wait in the node', () => {
		const { settled } = judgeLook(atDeadline('error'), seen('queued'), 2 * MINUTE);
		expect(settled).toMatchObject({
			ok: false,
			failure: {
				message:
					'The job "j1" of agent "a1" was not finished after 120 seconds (it was queued when last seen)',
				details: { agentId: 'a1', jobId: 'j1', status: 'queued' },
			},
		});
	});

	it('at the deadline returns the job as it was seen last, if that is wanted', () => {
		const wanted = atDeadline('returnJob');
		const delivered = (job: object) => ({ ok: true, agentId: 'a1', job });
		expect(judgeLook(wanted, seen('queued', 3), 2 * MINUTE).settled).toEqual(
			delivered({ jobId: 'j1', status: 'queued', progress: 3 }),
		);
		expect(judgeLook(wanted, failure(status(503)), 2 * MINUTE).settled).toEqual(
			delivered({ jobId: 'j1', status: 'active' }),
		);
	});
});

describe('a look that settles nothing', () => {
	it.each([
		['a running job', seen('active')],
		['a word that the reference does not name', seen('done')],
		['HTTP 429', failure(status(429))],
		['HTTP 503', failure(status(503))],
		['a broken connection', failure(network('ECONNRESET'))],
		['an unreadable answer', failure(UNREADABLE)],
	])('leaves the job waiting: %s', (_, look) => {
		const { settled, waiting } = judgeLook(parkedJob(), look, MINUTE);
		expect(settled).toBeUndefined();
		expect(waiting).toMatchObject({ jobId: 'j1', itemIndex: 0, startedAtMs: 0 });
	});

	it('keeps what it saw of the state, and nothing else when it saw nothing', () => {
		const status503 = failure(status(503));
		expect(judgeLook(parkedJob(), seen('queued'), MINUTE).waiting?.status).toBe('queued');
		expect(judgeLook(parkedJob(), status503, MINUTE).waiting?.status).toBe('active');
		const samples = [{ ageMs: 1000, percent: 1 }];
		expect(judgeLook(parkedJob({ samples }), status503, MINUTE).waiting?.samples).toEqual(samples);
	});

	const before = (...percents: number[]) =>
		percents.map((percent, index) => ({ ageMs: (index + 1) * 1000, percent }));

	it.each<[what: string, job: ParkedJob, progress: unknown, percents: number[]]>([
		['the first sample', parkedJob(), 10, [10]],
		['the second', parkedJob({ samples: before(10) }), 20, [10, 20]],
		['the last two', parkedJob({ samples: before(10, 20) }), 30, [20, 30]],
		['the last one at 0', parkedJob({ samples: before(0) }), 0, [0]],
		['when it had yet to begin', parkedJob({ samples: before(0) }), 10, [0, 10]],
		['that as well', parkedJob({ samples: before(0, 10) }), 20, [0, 10, 20]],
		['that, and the last two', parkedJob({ samples: before(0, 10, 20) }), 30, [0, 20, 30]],
		['none of one that stands still', parkedJob({ samples: before(10, 20) }), 20, []],
		['none of one that falls back', parkedJob({ samples: before(10, 20) }), 15, []],
		['none of one that stands still after all', parkedJob({ samples: before(0, 10) }), 10, []],
		['none at 100', parkedJob({ samples: before(10) }), 100, []],
		['none of a text', parkedJob({ samples: before(10) }), '20', []],
		['none when nothing is told', parkedJob({ samples: before(10) }), undefined, []],
	])('remembers of progress: %s', (_what, job, progress, percents) => {
		const { waiting } = judgeLook(job, seen('active', progress), MINUTE);
		expect(waiting?.samples.map(({ percent }) => percent)).toEqual(percents);
	});

	it('remembers a queued job as one that has yet to begin, whatever it tells of its progress', () => {
		for (const progress of [undefined, 0, 'none']) {
			const { waiting } = judgeLook(parkedJob(), seen('queued', progress), MINUTE);
			expect(waiting?.samples).toEqual([{ ageMs: MINUTE, percent: 0 }]);
		}
	});

	it('knows the age of a sample by the start of the job', () => {
		const job = parkedJob({ startedAtMs: 10_000 });
		const { waiting } = judgeLook(job, seen('active', 5), MINUTE);
		expect(waiting?.samples).toEqual([{ ageMs: 50_000, percent: 5 }]);
	});
});

it('a round looks once at each job, and keeps their order', async () => {
	const clock = new VirtualClock();
	const looks = [
		{ jobId: 'j1', status: 'active' },
		{ jobId: 'j2', status: 'completed' },
		{ fault: status(503) },
		{ jobId: 'j4', status: 'failed' },
	];
	const api = new ScriptedApi({ looks });
	const jobs = [0, 2, 5, 7].map((itemIndex, nth) =>
		parkedJob({ itemIndex, jobId: `j${nth + 1}`, startedAtMs: clock.now() }),
	);
	const { settled, waiting } = await lookAround(api, clock, jobs);
	expect(api.looks).toEqual(['a1/j1', 'a1/j2', 'a1/j3', 'a1/j4']);
	expect(waiting.map(({ itemIndex, jobId }) => [itemIndex, jobId])).toEqual([
		[0, 'j1'],
		[5, 'j3'],
	]);
	expect(settled.map(({ itemIndex, outcome }) => [itemIndex, outcome.ok])).toEqual([
		[2, true],
		[7, false],
	]);
});
