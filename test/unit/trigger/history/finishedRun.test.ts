import fc from 'fast-check';
import type { Job } from '../../../../nodes/AgentsCode/api/shapes';
import { inOrderOfEnd, runOfJob } from '../../../../nodes/AgentsCode/trigger/history/finishedRun';
import type { OpenRun } from '../../../../nodes/AgentsCode/trigger/history/openRuns';
import { readRow } from '../../../../nodes/AgentsCode/trigger/history/rowFacts';
import { rowKey } from '../../../../nodes/AgentsCode/trigger/history/rowKey';

const NOW = Date.UTC(2026, 4, 1, 12);
const MINUTE = 60_000;
const iso = (minutesAgo: number) => new Date(NOW - minutesAgo * MINUTE).toISOString();

const open: OpenRun = {
	id: 'run-1',
	agent: 'scheduler',
	jobId: 'job-1',
	startedAt: iso(30),
	sinceMs: NOW,
	lookedMs: NOW,
	misses: 0,
};

describe('the row that a job stands for', () => {
	const base = { id: 'run-1', agent: 'scheduler', jobId: 'job-1', status: 'completed' };

	it.each<[string, object, object]>([
		['nothing but its status', {}, { ...base, startedAt: iso(30) }],
		['its own start', { startedAt: iso(31) }, { ...base, startedAt: iso(31) }],
		[
			'its end, credits and duration',
			{ completedAt: iso(1), creditsUsed: 0, duration: 12.5 },
			{ ...base, startedAt: iso(30), completedAt: iso(1), creditsUsed: 0, duration: 12.5 },
		],
		[
			'the same in other types, which nobody can use',
			{ startedAt: 5, completedAt: 6, creditsUsed: '5', duration: '12' },
			{ ...base, startedAt: iso(30) },
		],
		[
			'fields that are none of a row',
			{ result: 1, progress: 100 },
			{ ...base, startedAt: iso(30) },
		],
	])('tells %s', (_, told, run) => {
		expect(runOfJob(open, { jobId: 'other', status: 'completed', ...told })).toEqual(run);
	});
});

describe('the order of events', () => {
	const row = (id: string, minutesAgo: number | null) =>
		readRow(
			{
				id,
				agent: 'a',
				status: 'completed',
				completedAt: minutesAgo === null ? null : iso(minutesAgo),
			},
			NOW,
		);
	const idsOf = (rows: Array<ReturnType<typeof row>>) =>
		inOrderOfEnd(rows, [])
			.map(({ run }) => run.id)
			.join(' ');

	it.each([
		['oldest end first', [row('c', 1), row('b', 2), row('a', 3)], 'a b c'],
		['whatever the order of the history', [row('b', 2), row('a', 3), row('c', 1)], 'a b c'],
		[
			'a row without an end beside its older neighbour',
			[row('c', 1), row('x', null), row('b', 2)],
			'b x c',
		],
		['rows without any end as they stand', [row('y', null), row('x', null)], 'x y'],
		['equal ends as they stand', [row('b', 1), row('a', 1)], 'a b'],
	])('%s', (_, rows, ids) => expect(idsOf(rows)).toBe(ids));

	it('ends with the jobs whose rows were not read', () => {
		const job: Job = { jobId: 'job-1', status: 'failed', completedAt: iso(9) };
		const [first, second] = inOrderOfEnd([row('b', 2)], [{ open, job }]);
		expect(first).toMatchObject({ key: rowKey('b'), run: { id: 'b' } });
		expect(first).not.toHaveProperty('job');
		expect(second).toEqual({ key: rowKey('run-1'), run: runOfJob(open, job), job });
	});

	it('tells a run once, whose row and job were both read', () => {
		const job: Job = { jobId: 'job-1', status: 'completed' };
		const told = inOrderOfEnd([row('run-1', 2)], [{ open, job }]);
		expect(told).toHaveLength(1);
		expect(told[0]).toMatchObject({ run: { id: 'run-1', completedAt: iso(2) }, job });
	});

	it('loses none, doubles none, and never goes back in time', () => {
		const minutes = fc.array(fc.option(fc.integer({ min: 0, max: 500 }), { nil: null }));
		fc.assert(
			fc.property(minutes, (ends) => {
				const rows = ends.map((end, index) => row(String(index), end));
				const told = inOrderOfEnd(rows, []);
				expect(told.map(({ run }) => Number(run.id)).sort((a, b) => a - b)).toEqual(
					ends.map((_, index) => index),
				);
				const dates = told.flatMap(({ run }) => run.completedAt ?? []);
				expect(dates).toEqual([...dates].sort());
			}),
		);
	});
});
