import { failure } from '../../../../nodes/AgentsCode/api/result';
import { status } from '../../../support/scriptedApi';
import {
	activated,
	ended,
	iso,
	MINUTE,
	NOW,
	past,
	poll,
	running,
	Source,
	told,
} from './scriptedSource';

describe('the first poll', () => {
	it('reports nothing, and reads as deep as the look-back lies', async () => {
		const source = new Source();
		source.rows = past(200);
		const { state } = await told(source);
		// Rows of an hour, and eight more that prove that the line was crossed.
		expect(source.read).toHaveLength(14);
		expect(state).toMatchObject({ scope: 's', newestMs: NOW - MINUTE, walk: null, isWhole: false });
	});

	it('of rows without dates reads enough of them, whatever they are', async () => {
		const source = new Source();
		source.rows = Array.from({ length: 200 }, (_, index) => ({
			...ended(`p${index}`, 0),
			startedAt: null,
			completedAt: null,
		}));
		const { state } = await told(source);
		expect(source.read).toHaveLength(4);
		expect(state).toMatchObject({ newestMs: null, aheadMs: null });
	});

	it('ends with the history, and knows then that nothing stands below', async () => {
		const { state } = await activated(past(7));
		expect(state.isWhole).toBe(true);
	});
});

describe('a later poll', () => {
	it('reads one page where nothing has changed', async () => {
		const { source, state } = await activated(past(30));
		expect(await told(source, state)).toMatchObject({ ids: '', notes: [] });
		expect(source.read).toEqual([undefined]);
	});

	it('tells what has come, oldest end first, and tells it once', async () => {
		const { source, state } = await activated(past(30));
		source.rows = [ended('n2', 0.5), ended('n1', 0.4), ...source.rows];
		const first = await told(source, state);
		expect(first.ids).toBe('n1 n2');
		expect((await told(source, first.state)).ids).toBe('');
	});

	it('tells again what was left unreported, and nothing else', async () => {
		const { source, state } = await activated(past(30));
		source.rows = [ended('n2', 0.5), ended('n1', 0.4), ...source.rows];
		const answer = await poll(source, state);
		if (!answer.ok) throw new Error('The poll must tell');
		const [, second] = answer.value.finished;
		const left = answer.value.settle(new Set([second.key]));
		expect((await told(source, left)).ids).toBe('n2');
	});

	it.each(['top', '5'])('keeps to itself what a fault on page %s leaves open', async (page) => {
		const { source, state } = await activated(past(30));
		source.rows = [...Array.from({ length: 7 }, (_, n) => ended(`n${n}`, 0.5)), ...source.rows];
		source.faults = { [page]: status(503) };
		expect(await poll(source, state)).toEqual(failure(status(503)));
		source.faults = {};
		expect((await told(source, state)).ids.split(' ')).toHaveLength(7);
	});

	it('asks for a job that has sunk deep, and tells its end from it, once', async () => {
		const rows = [...past(25), running('x', -26), ended('last', -27)];
		const { source, state } = await activated(rows);
		source.jobs = { 'job-x': 'active' };
		const before = await told(source, state);
		expect(before.ids).toBe('');
		source.jobs = { 'job-x': 'failed' };
		source.nowMs += MINUTE;
		const after = await told(source, before.state);
		expect(after.ids).toBe('x');
		expect([source.read, source.lookedAt]).toEqual([[undefined], ['job-x']]);
		source.nowMs += MINUTE;
		expect((await told(source, after.state)).ids).toBe('');
		expect(source.lookedAt).toEqual([]);
	});

	it('reads on for a job that has sunk a little, since its row tells more', async () => {
		const rows = [...past(8), running('x', -9), ended('last', -10)];
		const { source, state } = await activated(rows);
		source.rows = rows.map((row) => (row.id === 'x' ? ended('x', 0.5) : row));
		const answer = await poll(source, state);
		expect(answer.ok && answer.value.finished).toMatchObject([
			{ run: { id: 'x', completedAt: iso(0.5) } },
		]);
		expect([source.read, source.lookedAt]).toEqual([[undefined, '5'], []]);
	});

	it('tells what is at the top, though what lies deeper can not be read', async () => {
		const open = ['x', 'y'].map((id) => running(id, -12));
		const rows = [...past(11), ...open, ended('last', -13)];
		const { source, state } = await activated(rows);
		source.faults = { '10': status(503) };
		expect(await poll(source, state)).toEqual(failure(status(503)));
		source.rows = [ended('n', 0.5), ...rows];
		expect((await told(source, state)).ids).toBe('n');
		expect(source.read).toEqual([undefined, '5', '10']);
	});

	it('that was late goes on where it stopped, and doubles nothing', async () => {
		const { source, state } = await activated(past(30));
		const news = Array.from({ length: 23 }, (_, n) => ended(`n${n}`, 0.9 - n / 100));
		source.rows = [...news, ...source.rows];
		const ids: string[] = [];
		let before = state;
		for (let polls = 0; polls < 8; polls++) {
			const { ids: more, state: after } = await told(source, before, { deadlineAt: 0 });
			expect(source.read).toHaveLength(1);
			ids.push(...more.split(' ').filter((id) => id !== ''));
			before = after;
		}
		expect(ids.sort()).toEqual(news.map(({ id }) => id).sort());
		expect(before.walk).toBeNull();
	});

	it.each([400, 404, 410, 422])('begins again when its cursor gets HTTP %i', async (code) => {
		const { source, state } = await activated(past(30));
		source.rows = [...Array.from({ length: 8 }, (_, n) => ended(`n${n}`, 0.5)), ...source.rows];
		const first = await told(source, state, { deadlineAt: 0 });
		expect(first.state.walk).toMatchObject({ cursor: '5', isSweep: false });
		source.faults = { '5': status(code) };
		const second = await poll(source, first.state);
		// The page is still refused when the walk from the top comes to it.
		expect(second).toEqual(failure(status(code)));
		expect(source.read).toEqual(['5', undefined, '5']);
	});

	it('does not begin again for a fault that says nothing of the cursor', async () => {
		const { source, state } = await activated(past(30));
		source.rows = [...Array.from({ length: 8 }, (_, n) => ended(`n${n}`, 0.5)), ...source.rows];
		const first = await told(source, state, { deadlineAt: 0 });
		source.faults = { '5': status(500) };
		expect(await poll(source, first.state)).toEqual(failure(status(500)));
		expect(source.read).toEqual(['5']);
	});

	it('does not begin again and again where the first page is refused too', async () => {
		const { source, state } = await activated(past(30));
		source.rows = [...Array.from({ length: 8 }, (_, n) => ended(`n${n}`, 0.5)), ...source.rows];
		const first = await told(source, state, { deadlineAt: 0 });
		source.faults = { '5': status(410), top: status(410) };
		expect(await poll(source, first.state)).toEqual(failure(status(410)));
		expect(source.read).toEqual(['5', undefined]);
	});

	it('that is late stops, whatever it has met', async () => {
		const { source, state } = await activated(past(30));
		const news = Array.from({ length: 12 }, (_, n) => running(`r${n}`, 0.5));
		source.rows = [...news, ...source.rows];
		await told(source, state, { deadlineAt: 0 });
		expect(source.read).toEqual([undefined]);
	});

	it('goes no deeper while one that was late is continued', async () => {
		const rows = [...past(25), running('x', -26), ended('last', -27)];
		const { source, state } = await activated(rows);
		source.jobs = { 'job-x': 'active' };
		source.rows = [...Array.from({ length: 8 }, (_, n) => ended(`n${n}`, 0.5)), ...rows];
		const first = await told(source, state, { deadlineAt: 0 });
		source.nowMs += 5 * MINUTE;
		const second = await told(source, first.state);
		expect([source.lookedAt, second.state.walk]).toEqual([[], null]);
		expect((await told(source, second.state)).ids).toBe('');
		expect(source.lookedAt).toEqual(['job-x']);
	});
});
