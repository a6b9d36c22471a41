import { failure, success, type Result } from '../../../nodes/AgentsCode/api/result';
import type { Job } from '../../../nodes/AgentsCode/api/shapes';
import type { NamedRun } from '../../../nodes/AgentsCode/trigger/jobFinished/jobFinishedEvent';
import { lookUpJobs } from '../../../nodes/AgentsCode/trigger/history/lookUps';
import type { OpenRun } from '../../../nodes/AgentsCode/trigger/history/openRuns';
import { reportWithResults } from '../../../nodes/AgentsCode/trigger/jobFinished/results';
import type { HistorySource } from '../../../nodes/AgentsCode/trigger/history/source';
import { status } from '../../support/scriptedApi';

const NOW = Date.UTC(2026, 4, 1, 12);

/** A service whose jobs answer by their id; it counts what is asked at once. */
class Jobs implements HistorySource {
	readonly asked: string[] = [];
	mostAtOnce = 0;
	private atOnce = 0;

	constructor(private readonly answers: Record<string, Result<Job>>) {}

	getHistoryPage = () => Promise.reject(new Error('Nobody should read the history'));

	async getJob(agent: string, jobId: string): Promise<Result<Job>> {
		this.asked.push(`${agent}/${jobId}`);
		this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
		await Promise.resolve();
		this.atOnce--;
		return this.answers[jobId] ?? success({ jobId, status: 'completed', result: jobId });
	}
}

describe('asking for open runs', () => {
	const lookUp = (id: string, misses = 0) => {
		const times = { sinceMs: NOW - 9, lookedMs: NOW - 9 };
		const run: OpenRun = { id, agent: 'a', jobId: `job-${id}`, startedAt: null, misses, ...times };
		return { run, depth: 3 };
	};
	const ask = async (answer: Result<Job>, misses = 0) =>
		await lookUpJobs([lookUp('x', misses)], new Jobs({ 'job-x': answer }), () => false, NOW);
	const job = (word: string): Result<Job> => success({ jobId: 'job-x', status: word });

	it.each(['completed', 'failed', 'cancelled', 'Canceled'])('finds one that %s', async (word) => {
		const { looked, ended } = await ask(job(word), 2);
		expect(ended).toMatchObject([{ open: { id: 'x' }, job: { status: word }, depth: 3 }]);
		expect(looked).toMatchObject([{ id: 'x', lookedMs: NOW, misses: 0 }]);
	});

	it.each(['queued', 'active', 'paused', ''])('lets one go on that is %p', async (word) => {
		const { looked, ended } = await ask(job(word), 2);
		expect(ended).toEqual([]);
		expect(looked).toMatchObject([{ id: 'x', lookedMs: NOW, misses: 0 }]);
	});

	it('counts how often the service did not know it', async () => {
		const { looked, ended } = await ask(failure(status(404)), 1);
		expect(ended).toEqual([]);
		expect(looked).toMatchObject([{ id: 'x', lookedMs: NOW, misses: 2 }]);
	});

	it.each([401, 429, 500, 503])('leaves one to a later poll after HTTP %i', async (code) => {
		expect(await ask(failure(status(code)))).toEqual({ looked: [], ended: [] });
	});

	it('asks for a few at once, and for none once it is late', async () => {
		const runs = Array.from({ length: 20 }, (_, index) => lookUp(String(index)));
		const all = new Jobs({});
		expect((await lookUpJobs(runs, all, () => false, NOW)).ended).toHaveLength(20);
		expect(all.mostAtOnce).toBe(5);
		const some = new Jobs({});
		await lookUpJobs(runs, some, () => some.asked.length >= 7, NOW);
		expect(some.asked).toHaveLength(7);
	});
});

describe('results of finished runs', () => {
	const finished = (id: string, more: Partial<NamedRun> = {}): NamedRun => ({
		key: `key-${id}`,
		agentId: 'a',
		run: { id, agent: 'word', jobId: `job-${id}`, status: 'completed' },
		...more,
	});
	const never = () => false;

	it('are asked for by the name in the history, and told in order', async () => {
		const source = new Jobs({});
		const report = await reportWithResults([finished('1'), finished('2')], source, never);
		expect(source.asked).toEqual(['word/job-1', 'word/job-2']);
		expect(report.items).toMatchObject([
			{ id: '1', result: 'job-1' },
			{ id: '2', result: 'job-2' },
		]);
		expect(report.unreported.size).toBe(0);
		expect(report).not.toHaveProperty('refusal');
	});

	it('are not asked for where the job has told already', async () => {
		const source = new Jobs({});
		const job = { jobId: 'job-1', status: 'completed', result: 'known' };
		const { items } = await reportWithResults([finished('1', { job })], source, never);
		expect(items).toMatchObject([{ result: 'known' }]);
		expect(source.asked).toEqual([]);
	});

	it('that can not be had do not keep a run from being told', async () => {
		const source = new Jobs({ 'job-1': failure(status(500)) });
		const { items, unreported } = await reportWithResults([finished('1')], source, never);
		expect(items).toMatchObject([
			{ id: '1', errorMessage: expect.stringContaining('could not be') },
		]);
		expect(unreported.size).toBe(0);
	});

	it('wait for the next poll where the rate limit refuses them', async () => {
		const source = new Jobs({ 'job-2': failure(status(429)) });
		const runs = ['1', '2', '3'].map((id) => finished(id));
		const { items, unreported, refusal } = await reportWithResults(runs, source, never);
		expect(items.map(({ id }) => id)).toEqual(['1', '3']);
		expect([...unreported]).toEqual(['key-2']);
		expect(refusal).toEqual(status(429));
	});

	it('wait for the next poll where time runs out, but some come each time', async () => {
		const source = new Jobs({});
		const runs = Array.from({ length: 12 }, (_, index) => finished(String(index)));
		const { items, unreported } = await reportWithResults(runs, source, () => true);
		expect(items.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4']);
		expect([...unreported]).toEqual(runs.slice(5).map(({ key }) => key));
		expect(source.mostAtOnce).toBe(5);
	});

	it('of a run without a job id are asked for all the same, and told as not to be had', async () => {
		const source = new Jobs({ '': failure(status(404)) });
		const run = { id: '1', agent: 'word', status: 'completed' };
		const { items } = await reportWithResults([finished('1', { run })], source, never);
		expect(source.asked).toEqual(['word/']);
		expect(items).toMatchObject([{ id: '1', jobId: null, errorMessage: expect.any(String) }]);
	});
});
