import { failure } from '../../../../nodes/AgentsCode/api/result';
import type { NamedRun } from '../../../../nodes/AgentsCode/trigger/jobFinished/jobFinishedEvent';
import { reportWithResults } from '../../../../nodes/AgentsCode/trigger/jobFinished/results';
import { status } from '../../../support/scriptedApi';
import { Jobs } from '../jobs';

describe('results of finished runs', () => {
	const finished = (id: string, more: Partial<NamedRun> = {}): NamedRun => ({
		key: `key-${id}`,
		agentId: 'a',
		run: { id, agent: 'word', jobId: `job-${id}`, status: 'completed' },
		...more,
	});
	const never = { isLate: () => false, canDefer: true };
	const always = { isLate: () => true, canDefer: true };

	it('are asked for by the name in the history, and told in order', async () => {
		const source = new Jobs({});
		const report = await reportWithResults([finished('1'), finished('2')], source, never);
		expect(source.asked).toEqual(['word/job-1', 'word/job-2']);
		expect(report.items).toMatchObject([
			{ id: '1', result: 'job-1' },
			{ id: '2', result: 'job-2' },
		]);
		expect(report.unreported.size).toBe(0);
		expect(report.refusal).toBeUndefined();
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
		const { items, unreported } = await reportWithResults(runs, source, always);
		expect(items.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4']);
		expect([...unreported]).toEqual(runs.slice(5).map(({ key }) => key));
		expect(source.mostAtOnce).toBe(5);
	});

	it('that can not be fetched in time are left out where their runs can not be left', async () => {
		const runs = Array.from({ length: 7 }, (_, index) => finished(String(index)));
		const source = new Jobs({ 'job-2': failure(status(429)) });
		const patience = { ...always, canDefer: false };
		const { items, unreported } = await reportWithResults(runs, source, patience);
		expect(unreported.size).toBe(0);
		expect(items.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
		const lacking = items.filter(({ errorMessage }) =>
			/^The job's result was not/.test(`${errorMessage}`),
		);
		expect(lacking.map(({ id }) => id)).toEqual(['2', '5', '6']);
		expect(items[0]).toMatchObject({ result: 'job-0' });
	});

	it('that are all refused leave the whole poll to the next one', async () => {
		const source = new Jobs({ 'job-1': failure(status(429)) });
		const patience = { ...never, canDefer: false };
		const report = await reportWithResults([finished('1')], source, patience);
		expect(report).toMatchObject({ items: [], refusal: status(429) });
		expect([...report.unreported]).toEqual(['key-1']);
	});

	it('of a run without a job id are asked for all the same, and told as not to be had', async () => {
		const source = new Jobs({ '': failure(status(404)) });
		const run = { id: '1', agent: 'word', status: 'completed' };
		const { items } = await reportWithResults([finished('1', { run })], source, never);
		expect(source.asked).toEqual(['word/']);
		expect(items).toMatchObject([{ id: '1', jobId: null, errorMessage: expect.any(String) }]);
	});
});
