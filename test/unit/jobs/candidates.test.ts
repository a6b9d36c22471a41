import type { Run } from '../../../nodes/AgentsCode/api/shapes';
import { candidatesFor, readRecentHistory } from '../../../nodes/AgentsCode/jobs/candidates';
import { clarifyStarts, hasUnclearStart } from '../../../nodes/AgentsCode/jobs/clarifyStarts';
import {
	jobLeftRunning,
	startRefused,
	startUnclear,
} from '../../../nodes/AgentsCode/jobs/itemFailure';
import { delivered, undelivered } from '../../../nodes/AgentsCode/jobs/outcome';
import { pageOf, ScriptedApi, status } from '../../support/scriptedApi';

const T = Date.parse('2026-03-01T10:00:00Z');
const MINUTE = 60_000;
const start = { agentId: 'a1', sentAtMs: T, endedAtMs: T };
const row = (id: string, startedAtMs: number, more: Partial<Run> = {}): Run => ({
	id,
	agent: 'a1',
	jobId: `job-${id}`,
	status: 'completed',
	startedAt: new Date(startedAtMs).toISOString(),
	completedAt: new Date(startedAtMs + 1000).toISOString(),
	...more,
});
const idsAmong = (runs: Run[], change: Partial<typeof start> = {}, known: string[] = []) => {
	const agents = [
		{ id: 'a1', name: 'writer', displayName: 'The Writer' },
		{ id: 'a2', name: 'other' },
	];
	return candidatesFor({ ...start, ...change }, { runs, agents }, new Set(known)).map(
		({ runId }) => runId,
	);
};

describe('candidatesFor', () => {
	it.each<[string, Run, boolean]>([
		['began in the same moment', row('r', T), true],
		['began a little before, by another clock', row('r', T - 2 * MINUTE), true],
		['began a little after', row('r', T + 2 * MINUTE), true],
		['began long before', row('r', T - 2 * MINUTE - 1), false],
		['began long after', row('r', T + 2 * MINUTE + 1), false],
		['names the agent otherwise', row('r', T, { agent: 'writer' }), true],
		['names the agent as it is shown', row('r', T, { agent: 'The Writer' }), true],
		['is of another agent', row('r', T, { agent: 'other' }), false],
		['does not say when it began', row('r', T, { startedAt: null }), false],
		['says nonsense about it', row('r', T, { startedAt: 'yesterday' }), false],
		['is still running', row('r', T, { status: 'active', completedAt: null }), true],
		['has no job ID', row('r', T, { jobId: undefined }), true],
	])('a run that %s', (_, run, isOne) => expect(idsAmong([run])).toEqual(isOne ? ['r'] : []));

	it('reckons with a start that took long to end, since its job began at its beginning', () => {
		const late = { endedAtMs: T + 10 * MINUTE };
		expect(idsAmong([row('r', T + 9 * MINUTE), row('s', T - MINUTE)], late)).toEqual(['r', 's']);
	});

	it('leaves out jobs that are known to be others', () => {
		expect(idsAmong([row('r', T), row('s', T)], {}, ['job-r'])).toEqual(['s']);
	});

	it('names twenty at most', () => {
		const runs = Array.from({ length: 30 }, (_, index) => row(`r${index}`, T));
		expect(idsAmong(runs)).toHaveLength(20);
	});
});

describe('readRecentHistory', () => {
	it('reads back to the earliest start, and no further', async () => {
		const api = new ScriptedApi({
			agents: [{ id: 'a1' }],
			pages: [
				pageOf([row('r1', T), row('r2', T - 5 * MINUTE)], 'two'),
				pageOf([row('r3', T - 18 * MINUTE), row('r4', T - 21 * MINUTE)], 'three'),
				pageOf([row('r5', T - 23 * MINUTE), row('r6', T - 24 * MINUTE)], 'four'),
				pageOf([row('r7', T - 60 * MINUTE)]),
			],
		});
		const { runs } = await readRecentHistory(api, [start, { ...start, sentAtMs: T - 20 * MINUTE }]);
		expect(api.pagesRead).toEqual([undefined, 'two', 'three']);
		expect(runs.map(({ id }) => id)).toEqual(['r1', 'r2', 'r3', 'r4', 'r5', 'r6']);
	});

	it('reads five pages at most', async () => {
		const pages = Array.from({ length: 9 }, (_, n) => pageOf([row(`r${n}`, T)], `c${n}`));
		const api = new ScriptedApi({ pages });
		expect((await readRecentHistory(api, [start])).runs).toHaveLength(5);
		expect(api.pagesRead).toHaveLength(5);
	});

	it('keeps what it has when a page can not be read', async () => {
		const api = new ScriptedApi({
			agents: { fault: status(500) },
			pages: [pageOf([row('r1', T)], 'two'), { fault: status(500) }],
		});
		const { runs, agents } = await readRecentHistory(api, [start]);
		expect(runs.map(({ id }) => id)).toEqual(['r1']);
		expect(agents).toEqual([]);
	});
});

describe('clarifyStarts', () => {
	const unclear = undelivered(startUnclear(start, status(502)));
	const clear = [
		delivered('a1', { jobId: 'j', status: 'completed' }),
		undelivered(startRefused('a1', status(402))),
		undelivered(jobLeftRunning({ agentId: 'a1', jobId: 'j' })),
		undefined,
	];

	it('asks nothing when every start is clear', async () => {
		const api = new ScriptedApi({});
		expect(hasUnclearStart(clear)).toBe(false);
		expect(await clarifyStarts(api, clear, new Set())).toBe(clear);
	});

	it('adds the runs in question to the unclear starts alone, by one walk for all', async () => {
		const api = new ScriptedApi({ pages: [pageOf([row('r1', T), row('r2', T - MINUTE)])] });
		const outcomes = [...clear, unclear, unclear];
		expect(hasUnclearStart(outcomes)).toBe(true);
		const told = await clarifyStarts(api, outcomes, new Set(['job-r2']));
		expect(api.pagesRead).toHaveLength(1);
		expect(told.slice(0, 4)).toEqual(clear);
		for (const outcome of told.slice(4)) {
			expect(outcome).toMatchObject({
				failure: {
					description: expect.stringContaining('began around then: job-r1.') as string,
					details: { candidates: [{ runId: 'r1', jobId: 'job-r1' }] },
				},
			});
		}
	});

	it('leaves a start as it is told when there is no run in question', async () => {
		const api = new ScriptedApi({ pages: [pageOf([])] });
		expect(await clarifyStarts(api, [unclear], new Set())).toEqual([unclear]);
	});
});
