import { success, type Result } from '../../../../nodes/AgentsCode/api/result';
import type { HistoryPage } from '../../../../nodes/AgentsCode/api/shapes';
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
