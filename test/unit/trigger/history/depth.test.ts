import { planDepth } from '../../../../nodes/AgentsCode/trigger/history/depth';
import { knownRows } from '../../../../nodes/AgentsCode/trigger/history/knownRows';
import { encodeLedger } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import type { OpenRun } from '../../../../nodes/AgentsCode/trigger/history/openRuns';
import { HistoryWalk } from '../../../../nodes/AgentsCode/trigger/history/walk';
import { ledger, MINUTE, NOW, openRun, stateOf } from './stateParts';

describe('the depth plan', () => {
	/** A walk that has read the top page of four rows; below it stand the ledger's. */
	function plan(below: string, open: OpenRun[]) {
		const rows = ledger(`t1 t2 t3 t4 ${below}`);
		const known = knownRows(stateOf({ ledger: encodeLedger(rows), open }));
		const walk = new HistoryWalk({ known, nowMs: NOW, lookBackMs: 60 * MINUTE, isBaseline: false });
		const runs = ['t1', 't2', 't3', 't4'].map((id) => ({ id, agent: 'a', status: 'completed' }));
		walk.take({ runs, hasMore: true, nextCursor: 'next' });
		const { pages, due } = planDepth(walk, known, NOW);
		const lookUps = due.filter(({ depth }) => depth > pages);
		return { pages, lookUps: lookUps.map(({ run }) => run.id) };
	}
	const settled = (count: number) =>
		Array.from({ length: count }, (_, index) => `s${index}`).join(' ');
	const due = { sinceMs: NOW - MINUTE, lookedMs: NOW - MINUTE };

	it.each([
		['nothing is open', settled(8), [], { pages: 0, lookUps: [] }],
		[
			'one, deep: asked for',
			`${settled(20)} -x`,
			[openRun('x', due)],
			{ pages: 0, lookUps: ['x'] },
		],
		[
			'one, on the next page: read',
			`${settled(2)} -x`,
			[openRun('x', due)],
			{ pages: 1, lookUps: [] },
		],
		[
			'three on one page, three pages down: read',
			`${settled(8)} -x -y -z`,
			[openRun('x', due), openRun('y', due), openRun('z', due)],
			{ pages: 3, lookUps: [] },
		],
		[
			'two near and one deep: two read, one asked for',
			`-x -y ${settled(20)} -z`,
			[openRun('x', due), openRun('y', due), openRun('z', due)],
			{ pages: 1, lookUps: ['z'] },
		],
		[
			'one not due',
			`${settled(2)} -x`,
			[openRun('x', { sinceMs: NOW - 60 * MINUTE })],
			{ pages: 0, lookUps: [] },
		],
		['one that had no room: read in any case', `${settled(8)} -x`, [], { pages: 3, lookUps: [] }],
		[
			'one no longer in the ledger: asked for',
			settled(4),
			[openRun('x', due)],
			{ pages: 0, lookUps: ['x'] },
		],
		[
			'one the service does not know',
			`${settled(2)} -x`,
			[openRun('x', { ...due, misses: 3 })],
			{ pages: 0, lookUps: [] },
		],
		[
			'one without a job id',
			`${settled(2)} -x`,
			[openRun('x', { ...due, jobId: '' })],
			{ pages: 0, lookUps: [] },
		],
	])('%s', (_name, below, open, expected) => {
		expect(plan(below, open)).toEqual(expected);
	});

	it('asks for the one first that was looked at least lately', () => {
		const lookedAgo = (id: string, minutes: number) =>
			openRun(id, { sinceMs: NOW - 90 * MINUTE, lookedMs: NOW - minutes * MINUTE });
		const open = [lookedAgo('x', 20), lookedAgo('y', 40), lookedAgo('z', 30)];
		expect(plan(settled(4), open)).toEqual({ pages: 0, lookUps: ['y', 'z', 'x'] });
	});

	it('leaves alone what was met on the way', () => {
		expect(plan(settled(4), [openRun('t2', due)])).toEqual({ pages: 0, lookUps: [] });
	});

	it('asks for nothing it could not ask for, and reads on for what had no room beside it', () => {
		const open = [openRun('y', { ...due, jobId: '' })];
		expect(plan(`${settled(3)} -x ${settled(9)} -y`, open)).toEqual({ pages: 1, lookUps: [] });
	});

	it('does not read on in a history that has ended', () => {
		const known = knownRows(stateOf({ ledger: encodeLedger(ledger('-x')), open: [] }));
		const walk = new HistoryWalk({ known, nowMs: NOW, lookBackMs: 60 * MINUTE, isBaseline: false });
		walk.take({ runs: [{ id: 'n', agent: 'a', status: 'completed' }], hasMore: false });
		expect(planDepth(walk, known, NOW)).toEqual({ pages: 0, due: [] });
	});
});
