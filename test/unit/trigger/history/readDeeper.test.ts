import type { Run } from '../../../../nodes/AgentsCode/api/shapes';
import { knownRows } from '../../../../nodes/AgentsCode/trigger/history/knownRows';
import { encodeLedger } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import type { OpenRun } from '../../../../nodes/AgentsCode/trigger/history/openRuns';
import { readDeeper } from '../../../../nodes/AgentsCode/trigger/history/readDeeper';
import { readPages } from '../../../../nodes/AgentsCode/trigger/history/source';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { status } from '../../../support/scriptedApi';
import { ended, MINUTE, NOW, past, running, Source } from './scriptedSource';
import { ledger, openRun, stateOf } from './stateParts';
import { walkOf } from './walking';

const DUE = { sinceMs: NOW - MINUTE, lookedMs: NOW - MINUTE };
const CALM = { serviceMs: null, atMs: NOW, polls: 0, pages: 1, sawNews: false };

/** Reads the top page, and then deeper: what is asked for, and how. */
async function deeper(
	rows: Run[],
	open: OpenRun[],
	change: Partial<TriggerState> & {
		isLate?: () => boolean;
		prepare?: (source: Source) => void;
	} = {},
) {
	const { isLate = () => false, prepare, ...state } = change;
	const source = new Source();
	source.rows = rows;
	prepare?.(source);
	const words = rows.map(({ id, status: word }) => (word === 'active' ? `-${id}` : id)).join(' ');
	const before = stateOf({ ledger: encodeLedger(ledger(words)), open, sweep: CALM, ...state });
	const known = knownRows(before);
	const walk = walkOf({ known, floorMs: NOW - 60 * MINUTE });
	await readPages(walk, source, () => true);
	source.read = [];
	const found = await readDeeper(walk, before, known, source, { nowMs: NOW, isLate });
	return { source, walk, found };
}

const open = (...ids: string[]) => ids.map((id) => openRun(id, DUE));

describe('runs that have sunk', () => {
	it('are asked for, twenty at most, the longest waiting first', async () => {
		const runs = Array.from({ length: 25 }, (_, index) =>
			openRun(`x${index}`, { sinceMs: NOW - 90 * MINUTE, lookedMs: NOW - (60 - index) * MINUTE }),
		);
		const { source } = await deeper(past(40), runs);
		expect(source.lookedAt).toEqual(runs.slice(0, 20).map(({ jobId }) => jobId));
	});

	it('are not asked for where they were met', async () => {
		const { source } = await deeper([running('x', 0), ...past(40)], open('x'));
		expect(source.lookedAt).toEqual([]);
	});

	it.each([
		['is read where it stands near', 19, ['5', '10', '15']],
		['is left where it stands deep', 20, []],
	])('and have ended: the row %s', async (_, above, read) => {
		const rows = [...past(above), running('x', -above), ...past(60).slice(above)];
		const { source, found } = await deeper(rows, open('x'), {
			prepare: (made) => {
				made.jobs = { 'job-x': 'completed' };
			},
		});
		expect(found.ended).toMatchObject([{ open: { id: 'x' } }]);
		expect(source.read).toEqual(read);
	});

	it('are told though their rows can not be read', async () => {
		const rows = [...past(14), running('x', -14), ...past(60).slice(14)];
		const { found } = await deeper(rows, open('x'), {
			prepare: (made) => {
				made.jobs = { 'job-x': 'completed' };
				made.faults = { '5': status(503) };
			},
		});
		expect(found.fault).toBeUndefined();
		expect(found.ended).toHaveLength(1);
	});

	it('on the next page are read: a fault there is told', async () => {
		const rows = [...past(6), running('x', -6), ...past(60).slice(6)];
		const prepare = (made: Source) => {
			made.faults = { '5': status(503) };
		};
		expect((await deeper(rows, open('x'), { prepare })).found).toEqual({
			looked: [],
			ended: [],
			isSweep: false,
			isInterrupted: false,
			fault: status(503),
		});
	});

	it('are left alone where the poll is late', async () => {
		const rows = [...past(6), running('x', -6), ...past(60).slice(6)];
		const { source } = await deeper(rows, open('x', 'y'), { isLate: () => true });
		expect([source.read, source.lookedAt]).toEqual([[], []]);
	});
});

describe('a sweep', () => {
	const OLD = NOW - 15 * MINUTE;
	const due = { sweep: { ...CALM, atMs: OLD } };

	it('reads to the look-back', async () => {
		const { source, found, walk } = await deeper(past(100), [], due);
		expect(found).toMatchObject({ isSweep: true, isInterrupted: false });
		// An hour of rows, and eight that prove it; the first page was read before.
		expect(source.read).toHaveLength(13);
		expect(walk.isSwept).toBe(true);
	});

	it('that runs out of time is interrupted', async () => {
		let pages = 0;
		const { source, found } = await deeper(past(100), [], { ...due, isLate: () => ++pages > 3 });
		expect(found).toMatchObject({ isSweep: true, isInterrupted: true });
		expect(source.read.length).toBeLessThan(5);
	});

	it('is none where all was read already', async () => {
		expect((await deeper(past(3), [], due)).found).toMatchObject({ isSweep: false });
	});

	it.each([
		['can hide', false, [], [], true],
		['lists open runs', true, [], [], false],
		['lists one just now', false, [running('r', 0)], [], false],
		['has runs that can not be asked for', true, [], [openRun('x', { ...DUE, jobId: '' })], true],
		[
			'has others as well',
			true,
			[],
			[openRun('x', { ...DUE, jobId: '' }), openRun('y', DUE)],
			true,
		],
		['has only others', true, [], [openRun('y', DUE)], false],
	])(
		'is due after 15 minutes only where the history %s',
		async (_, listsOpen, top, runs, isDue) => {
			const rows = [...top, ...past(100), ended('last', -200)];
			const { found } = await deeper(rows, runs, { ...due, listsOpen });
			expect(found.isSweep).toBe(isDue);
		},
	);
});
