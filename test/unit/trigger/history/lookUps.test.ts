import { failure, success, type Result } from '../../../../nodes/AgentsCode/api/result';
import type { Job } from '../../../../nodes/AgentsCode/api/shapes';
import { lookUpJobs } from '../../../../nodes/AgentsCode/trigger/history/lookUps';
import type { OpenRun } from '../../../../nodes/AgentsCode/trigger/history/openRuns';
import { status } from '../../../support/scriptedApi';
import { Jobs } from '../jobs';

const NOW = Date.UTC(2026, 4, 1, 12);

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

	it.each([401, 429, 500, 503])(
		'asks again in the next poll after HTTP %i, but not for ever',
		async (code) => {
			const { looked, ended } = await ask(failure(status(code)), 1);
			expect(ended).toEqual([]);
			expect(looked).toMatchObject([{ id: 'x', misses: 1.25 }]);
			expect(looked[0].lookedMs).toBeLessThan(NOW);
		},
	);

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
