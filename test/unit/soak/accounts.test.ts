import { type Books, settleAccounts, type StartedJob, type StoredBatch } from '../../soak/accounts';

const item = (task: string, jobId?: string, isFailed = false) => ({ task, jobId, isFailed });
const batch = (change: Partial<StoredBatch> = {}): StoredBatch => ({
	status: 'success',
	tasks: ['a', 'b'],
	items: [item('a', 'job-a'), item('b', 'job-b')],
	...change,
});
const job = (task: string, change: Partial<StartedJob> = {}): StartedJob => ({
	task,
	jobId: `job-${task}`,
	startedAtMs: 1000,
	endedAtMs: 2000,
	isPaid: true,
	...change,
});
const booksWith = (change: Partial<Books> = {}): Books => ({
	sent: ['a', 'b'],
	batches: [batch()],
	jobs: [job('a'), job('b')],
	fired: ['job-a', 'job-b'],
	unreadFirings: 0,
	...change,
});

describe('the accounts of a soak', () => {
	it('balance when each job has one item and one firing', () => {
		expect(settleAccounts(booksWith())).toEqual({
			sent: 2,
			jobs: 2,
			startedAnew: 0,
			deliveredJobs: 2,
			failedItems: 0,
			jobsOfKilled: 0,
			firedOnce: 2,
			complaints: [],
		});
	});

	it.each<[string, Partial<Books>]>([
		[
			'a start that stayed unclear and is told as an error item',
			{ batches: [batch({ items: [item('a', 'job-a'), item('b', undefined, true)] })] },
		],
		[
			'a start that was refused',
			{
				jobs: [job('a')],
				fired: ['job-a'],
				batches: [batch({ items: [item('a', 'job-a'), item('b', undefined, true)] })],
			},
		],
		[
			'a job that was started anew after it had failed',
			{
				jobs: [
					job('a', { jobId: 'first', isPaid: false }),
					job('a', { startedAtMs: 2000 }),
					job('b'),
				],
				fired: ['first', 'job-a', 'job-b'],
			},
		],
		['a batch that never began', { sent: ['a', 'b', 'c'] }],
		[
			'jobs of an execution that was killed',
			{ batches: [batch({ status: 'crashed', items: [] })] },
		],
		['a firing that a killed n8n had not stored', { fired: ['job-a'], unreadFirings: 1 }],
	])('balance with %s', (_, change) =>
		expect(settleAccounts(booksWith(change)).complaints).toEqual([]),
	);

	it.each<[string, Partial<Books>, string]>([
		[
			'a task that was paid twice',
			{
				jobs: [job('a', { jobId: 'first' }), job('a', { startedAtMs: 3000 }), job('b')],
				fired: ['first', 'job-a', 'job-b'],
			},
			'started again needlessly: 1, such as a',
		],
		[
			'a task that was started again while its job was running',
			{
				jobs: [
					job('a', { jobId: 'first', isPaid: false }),
					job('a', { startedAtMs: 1999 }),
					job('b'),
				],
				fired: ['first', 'job-a', 'job-b'],
			},
			'started again needlessly: 1, such as a',
		],
		[
			'an item that tells of a job that was started anew since',
			{
				jobs: [
					job('a', { isPaid: false }),
					job('a', { jobId: 'second', startedAtMs: 3000 }),
					job('b'),
				],
				fired: ['second', 'job-a', 'job-b'],
			},
			'not their own latest',
		],
		[
			'a task that came out twice',
			{ batches: [batch({ items: [...batch().items, item('a', 'job-a')] })] },
			'more than one item',
		],
		['an item that was lost', { batches: [batch({ items: [item('a', 'job-a')] })] }, 'as no item'],
		['a paid job that no execution knows', { batches: [] }, 'paid jobs came out as no item'],
		[
			'a paid job that only a cut-off execution of others could hide',
			{ batches: [batch({ status: 'crashed', tasks: ['a'], items: [] })] },
			'paid jobs came out as no item: 1, such as b',
		],
		[
			'an item with the job of another',
			{ batches: [batch({ items: [item('a', 'job-b'), item('b', 'job-b')] })] },
			'not their own latest',
		],
		['a job that nobody asked for', { sent: ['a'] }, 'belong to no task'],
		['a job that fired twice', { fired: ['job-a', 'job-b', 'job-a'] }, 'more than once'],
		['a job that did not fire', { fired: ['job-a'] }, 'did not fire the trigger'],
		['a firing of nothing', { fired: ['job-a', 'job-b', 'job-x'] }, 'tell of no job'],
	])('find %s', (_, change, words) =>
		expect(settleAccounts(booksWith(change)).complaints.join('\n')).toContain(words),
	);
});
