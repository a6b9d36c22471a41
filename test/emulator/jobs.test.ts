import { catalogue } from './agents';
import { changed, documentedBehaviour, type JobBehaviour, type ProgressKind } from './behaviour';
import { fractionAt, JobBook, statusAt } from './jobs';
import { emulateField, planOf } from './playbook';
import { documentedProgress, progressValue } from './progress';

const [agent] = catalogue();

function planFor(input: unknown, jobs: Partial<JobBehaviour> = {}, speed = 1, nth = 1) {
	const behaviour = changed(documentedBehaviour(), { jobs });
	return planOf(agent, { agentId: agent.id, input, nth }, behaviour.jobs, speed);
}

describe('a plan', () => {
	it.each([
		['the agent', {}, {}, { durationMs: 3000, outcome: 'completed' }],
		[
			'the behaviour',
			{},
			{ durationMs: 500, outcome: 'failed' },
			{ durationMs: 500, outcome: 'failed' },
		],
		[
			'the input',
			{ emulate: { durationMs: 7, outcome: 'cancelled' } },
			{ durationMs: 500 },
			{ durationMs: 7, outcome: 'cancelled' },
		],
	] as const)('comes from %s', (_, input, jobs, expected) => {
		expect(planFor(input, jobs)).toMatchObject(expected);
	});

	it('may depend on the start, and falls back where the rule is silent', () => {
		const jobs: Partial<JobBehaviour> = {
			durationMs: ({ nth }) => (nth === 2 ? 50 : undefined),
			outcome: ({ input }) => (input === 'bad' ? 'failed' : undefined),
		};
		expect(planFor('good', jobs, 1, 1)).toMatchObject({ durationMs: 3000, outcome: 'completed' });
		expect(planFor('bad', jobs, 1, 2)).toMatchObject({ durationMs: 50, outcome: 'failed' });
	});

	it('is hastened by the speed, and never queued longer than it lasts', () => {
		expect(planFor({}, { queuedMs: 100 }, 10)).toMatchObject({ durationMs: 300, queuedMs: 10 });
		expect(planFor({}, { queuedMs: 100, durationMs: 40 })).toMatchObject({ queuedMs: 40 });
	});

	it('takes numbers as a form gives them', () => {
		expect(planFor({ emulate: { durationMs: '70', credits: ' 2 ' } })).toMatchObject({
			durationMs: 70,
			credits: 2,
		});
	});

	it('keeps null as a result', () => {
		expect(planFor({ emulate: { result: null } }).result).toBeNull();
	});

	it.each([
		[{ emulate: 'soon' }],
		[{ emulate: { durationMs: -1, outcome: 'exploded', credits: 'two' } }],
		['Book a table emulate:{broken}'],
		['Book a table'],
		[null],
	])('is not steered by %j', (input) => {
		expect(emulateField(input)).toEqual({});
	});
});

describe('a job', () => {
	function started(
		durationMs: number,
		queuedMs = 10,
		outcome: 'completed' | 'failed' = 'completed',
	) {
		const charged: number[] = [];
		const book = new JobBook((credits) => charged.push(credits));
		const plan = planFor({}, { durationMs, queuedMs, outcome });
		const job = book.start(agent, { agentId: agent.id, input: {}, nth: 1 }, plan, 1000, 1000);
		return { book, job, charged };
	}

	it.each([
		[1000, 'queued', 0],
		[1009, 'queued', 0.09],
		[1010, 'active', 0.1],
		[1099, 'active', 0.99],
		[1100, 'completed', 1],
		[9999, 'completed', 1],
	])('at %i ms is %s', (nowMs, status, fraction) => {
		const { job } = started(100);
		expect(statusAt(job, nowMs)).toBe(status);
		expect(fractionAt(job, nowMs)).toBeCloseTo(fraction);
	});

	it('is charged once, when it completes', () => {
		const { book, job, charged } = started(100);
		book.settle(1099);
		expect(charged).toEqual([]);
		book.settle(1100);
		book.settle(5000);
		book.finish(job, 'failed', 6000);
		expect(charged).toEqual([5]);
		expect(job.finishedAt).toBe(1100);
		expect(statusAt(job, 6000)).toBe('completed');
	});

	it('costs nothing when it fails', () => {
		const { book, charged } = started(100, 10, 'failed');
		book.settle(2000);
		expect(charged).toEqual([]);
	});

	it('may never end, until it is told to', () => {
		const { book, job, charged } = started(Infinity);
		expect(statusAt(job, 1e15)).toBe('active');
		expect(fractionAt(job, 1e15)).toBe(0);
		book.finish(job, undefined, 5000);
		expect(statusAt(job, 5000)).toBe('completed');
		expect(charged).toEqual([5]);
	});

	it('counts towards the peak only while it runs', () => {
		const { book } = started(100);
		const start = { agentId: agent.id, input: {}, nth: 2 };
		book.start(agent, start, planFor({}, { durationMs: 10 }), 1050, 1050);
		book.start(agent, start, planFor({}, { durationMs: 10 }), 1070, 1070);
		expect(book.peak).toBe(2);
		expect(book.runningCount(1200)).toBe(0);
	});
});

describe('progress', () => {
	it.each<[ProgressKind, unknown[]]>([
		['linear', [0, 33, 50, 99, 100]],
		['absent', [undefined, undefined, undefined, undefined, undefined]],
		['null', [null, null, null, null, null]],
		['text', ['0%', '33%', '50%', '99%', '100%']],
		['jumps', [0, 45, 80, 95, 100]],
		[{ stuckAt: 42 }, [42, 42, 42, 42, 42]],
	])('%j', (kind, expected) => {
		expect([0, 0.333, 0.5, 0.999, 1].map((at) => progressValue(kind, at))).toEqual(expected);
	});

	it('is rounded down', () => {
		expect(documentedProgress(0.9999)).toBe(99);
		expect(progressValue((fraction) => fraction / 2, 0.5)).toBe(0.25);
	});
});
