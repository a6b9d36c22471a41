import { failure, success, type Result } from '../../../../nodes/AgentsCode/api/result';
import type { HistoryPage } from '../../../../nodes/AgentsCode/api/shapes';
import { status } from '../../../support/scriptedApi';
import { activated, ended, MINUTE, NOW, past, poll, Source, told } from './scriptedSource';

describe('a history that is another one', () => {
	it('goes by dates, and says so', async () => {
		const { source, state } = await activated(past(30));
		const others = Array.from({ length: 12 }, (_, n) => ended(`o${n}`, 0.5 - n * 10));
		source.rows = others;
		const { ids, notes } = await told(source, state);
		// Within the look-back before the newest date known so far: a minute before the first poll.
		expect(ids.split(' ').sort()).toEqual(['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6'].sort());
		expect(notes).toEqual([
			'None of the runs known so far is in the credit history any more. Of 12 others, 7 are taken for new by their dates.',
		]);
	});

	it('has no note where there is nothing to tell, or nothing was known', async () => {
		const { source, state } = await activated(past(30));
		source.rows = [];
		expect(await told(source, state)).toMatchObject({ ids: '', notes: [] });
		const empty = await activated([]);
		empty.source.rows = [ended('n', 0.5)];
		expect(await told(empty.source, empty.state)).toMatchObject({ ids: 'n', notes: [] });
	});
});

describe('after a pause', () => {
	it('only what ended within the time to report is told', async () => {
		const { source, state } = await activated(past(30));
		source.nowMs = NOW + 600 * MINUTE;
		source.rows = [ended('young', 590), ended('edge', 570), ended('old', 300), ...source.rows];
		// By the newest row, the service's clock is a minute behind this machine's at least.
		const { ids, state: after } = await told(source, state, { reportBackMs: 31 * MINUTE });
		expect(ids).toBe('edge young');
		expect((await told(source, after)).ids).toBe('');
	});

	/** Switched off for ten hours; what ended meanwhile takes several polls to read. */
	async function longPause() {
		const { source, state } = await activated(past(30));
		source.nowMs = NOW + 600 * MINUTE;
		const meanwhile = Array.from({ length: 60 }, (_, n) => ended(`n${n}`, 590 - n * 9));
		source.rows = [...meanwhile, ...source.rows];
		const reportBackMs = 31 * MINUTE;
		const isFirst = true;
		// Time for the surface alone: what lies below is left to the next polls.
		const deadlineAt = source.nowMs;
		const first = await told(source, state, { reportBackMs, isFirst, deadlineAt });
		expect(first.ids).toBe('n2 n1 n0');
		expect(first.state.walk).not.toBeNull();
		return { source, first };
	}

	it('nothing older is told by the polls that read on either', async () => {
		const { source, first } = await longPause();
		expect(first.notes).toEqual([]);
		let { state } = first;
		let polls = 0;
		for (; state.cutMs !== undefined && polls < 60; polls++) {
			source.nowMs += MINUTE;
			const next = await told(source, state, { deadlineAt: source.nowMs });
			expect(next).toMatchObject({ ids: '', notes: [] });
			state = next.state;
		}
		expect(polls).toBeGreaterThan(3);
		// Once all is read, nothing is left of the pause.
		expect(state).toMatchObject({ walk: null });
		expect(state).not.toHaveProperty('cutMs');
	});

	it('nor where they have to begin anew, as the cursor is refused', async () => {
		const { source, first } = await longPause();
		source.nowMs += MINUTE;
		const { getHistoryPage } = source;
		source.getHistoryPage = async () => {
			source.getHistoryPage = getHistoryPage;
			return failure(status(410));
		};
		const next = await told(source, first.state);
		expect(next).toMatchObject({ ids: '', notes: [] });
	});

	it('the next one is measured by how often was polled, not by how long this one was', async () => {
		const { source, state } = await activated(past(30));
		const second = await told(source, state);
		expect(second.state.gapMs).toBe(MINUTE);
		source.nowMs += 600 * MINUTE;
		expect((await told(source, second.state, { isFirst: true })).state.gapMs).toBe(MINUTE);
	});
});

describe('a service that can not be followed', () => {
	it('is told of when it repeats itself', async () => {
		const { source, state } = await activated(past(30));
		source.rows = Array.from({ length: 8 }, (_, n) => ended(`n${n}`, 0.5));
		source.getHistoryPage = async () =>
			success({ runs: source.rows.slice(0, 5), hasMore: true, nextCursor: 'again' });
		const answer = await poll(source, state);
		expect(answer).toMatchObject({
			ok: false,
			fault: { kind: 'unreadable', message: expect.stringContaining('repeats itself') },
		});
	});

	it('is told of when its oldest rows come first', async () => {
		const source = new Source();
		source.rows = past(30).reverse();
		source.rows = Array.from({ length: 30 }, (_, n) => ended(`n${n}`, n - 60));
		const first = async (): Promise<Result<HistoryPage>> =>
			success({ runs: source.rows.slice(0, 12), hasMore: true, nextCursor: 'x' });
		source.getHistoryPage = first;
		expect(await poll(source)).toMatchObject({
			ok: false,
			fault: { kind: 'unreadable', message: expect.stringContaining('oldest first') },
		});
	});
});
