/** An item that came out of the node, on either branch. */
export interface DeliveredItem {
	task: string;
	/** Which job it tells of; undefined for a start that was refused or stayed unclear. */
	jobId?: string;
	isFailed: boolean;
}

/** A batch as n8n stored it. */
export interface StoredBatch {
	status: string;
	/** The tasks that went into the node; stored before it begins. */
	tasks: string[];
	items: DeliveredItem[];
}

/** A job as the service knows it; times are epoch milliseconds. */
export interface StartedJob {
	task: string;
	jobId: string;
	startedAtMs: number;
	endedAtMs: number;
	/** Completed: failed and cancelled jobs cost nothing. */
	isPaid: boolean;
}

export interface Books {
	/** All tasks that were ever sent. */
	sent: string[];
	batches: StoredBatch[];
	jobs: StartedJob[];
	/** Job ids as the trigger put them out, in order. */
	fired: string[];
	/** Executions of the trigger's workflow that n8n was killed in before it stored what had fired. */
	unreadFirings: number;
}

export interface Account {
	sent: number;
	jobs: number;
	/** Jobs that were started because the one before had failed, by Retry On Fail. */
	startedAnew: number;
	deliveredJobs: number;
	failedItems: number;
	/** Jobs whose execution ended with a killed n8n; their ends still fired the trigger. */
	jobsOfKilled: number;
	firedOnce: number;
	/** What must not be; empty when every job is accounted for once. */
	complaints: string[];
}

/** How an execution ends that n8n was not killed in. */
const ENDS = new Set(['success', 'error']);

function countBy<T>(list: readonly T[], keyOf: (entry: T) => string): Map<string, number> {
	const counts = new Map<string, number>();
	for (const entry of list) counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + 1);
	return counts;
}

function repeated(counts: ReadonlyMap<string, number>): string[] {
	return [...counts].filter(([, count]) => count > 1).map(([key]) => key);
}

/** The jobs of each task, in the order of their starts. */
function jobsByTask(jobs: readonly StartedJob[]): Map<string, StartedJob[]> {
	const byTask = new Map<string, StartedJob[]>();
	for (const job of [...jobs].sort((a, b) => a.startedAtMs - b.startedAtMs)) {
		byTask.set(job.task, [...(byTask.get(job.task) ?? []), job]);
	}
	return byTask;
}

/** Whether a job was started while the one before was running, or although that one was paid. */
function isNeedless(job: StartedJob, before: StartedJob | undefined): boolean {
	return before !== undefined && (before.isPaid || before.endedAtMs > job.startedAtMs);
}

/** At most so many are named: one is enough to look into. */
function named(ids: readonly string[]): string {
	return `${ids.length}, such as ${ids.slice(0, 3).join(', ')}`;
}

/**
 * Holds what n8n put out against what the service was asked to do.
 *
 * @returns the sums, and everything that was paid twice, lost, told twice or not told
 */
export function settleAccounts(books: Books): Account {
	const { sent, batches, jobs, fired } = books;
	const ended = batches.filter(({ status }) => ENDS.has(status));
	const cutOff = new Set(
		batches.filter(({ status }) => !ENDS.has(status)).flatMap(({ tasks }) => tasks),
	);
	const items = batches.flatMap((batch) => batch.items);
	const ofTask = jobsByTask(jobs);
	const needless = [...ofTask].filter(([, own]) =>
		own.some((job, index) => isNeedless(job, own[index - 1])),
	);
	const startedAnew = jobs.length - ofTask.size;
	const itemsPerTask = countBy(items, ({ task }) => task);
	const firings = countBy(fired, (jobId) => jobId);

	const silent = ended.flatMap(({ tasks }) => tasks.filter((task) => !itemsPerTask.has(task)));
	const strange = items.filter(
		({ task, jobId }) => jobId !== undefined && jobId !== ofTask.get(task)?.at(-1)?.jobId,
	);
	const orphans = jobs.filter(({ task }) => !itemsPerTask.has(task));
	const unfired = jobs.filter(({ jobId }) => !firings.has(jobId));
	const known = new Set(jobs.map(({ jobId }) => jobId));
	const wasSent = new Set(sent);
	const unsent = jobs.filter(({ task }) => !wasSent.has(task));
	// Only an n8n that was killed in mid-execution may take items along.
	const lost = orphans.filter(({ task }) => !cutOff.has(task));

	const findings: Array<[string[], string]> = [
		[needless.map(([task]) => task), 'tasks were started again needlessly'],
		[repeated(itemsPerTask), 'tasks came out as more than one item'],
		[silent, 'tasks of ended executions came out as no item'],
		[strange.map(({ task }) => task), 'items name a job that is not their own latest'],
		[unsent.map(({ task }) => task), 'jobs belong to no task'],
		[lost.map(({ task }) => task), 'paid jobs came out as no item'],
		[repeated(firings), 'jobs fired the trigger more than once'],
		[[...firings.keys()].filter((jobId) => !known.has(jobId)), 'firings tell of no job'],
	];
	if (books.unreadFirings === 0) {
		findings.push([unfired.map(({ jobId }) => jobId), 'finished jobs did not fire the trigger']);
	}
	return {
		sent: sent.length,
		jobs: jobs.length,
		startedAnew,
		deliveredJobs: items.filter(({ isFailed }) => !isFailed).length,
		failedItems: items.filter(({ isFailed }) => isFailed).length,
		jobsOfKilled: orphans.length,
		firedOnce: [...firings.values()].filter((count) => count === 1).length,
		complaints: findings
			.filter(([ids]) => ids.length > 0)
			.map(([ids, what]) => `${what}: ${named(ids)}`),
	};
}
