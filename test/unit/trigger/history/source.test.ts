import { failure, success } from '../../../../nodes/AgentsCode/api/result';
import { knownRows } from '../../../../nodes/AgentsCode/trigger/history/knownRows';
import { OLDEST_FIRST, readPages } from '../../../../nodes/AgentsCode/trigger/history/source';
import { HistoryWalk } from '../../../../nodes/AgentsCode/trigger/history/walk';
import { status } from '../../../support/scriptedApi';
import { ended, MINUTE, NOW, past, Source } from './scriptedSource';

function open(rows = past(12), cursor?: string) {
	const source = new Source();
	source.rows = rows;
	const resumed = cursor === undefined ? undefined : { read: [], above: 0, isCut: false, cursor };
	const rule = { known: knownRows(undefined), nowMs: NOW, lookBackMs: 60 * MINUTE };
	return { source, walk: new HistoryWalk({ ...rule, isBaseline: true, resumed }) };
}

it('reads one page at least, and none once it has enough', async () => {
	const { source, walk } = open();
	expect(await readPages(walk, source, () => true)).toBeUndefined();
	expect(source.read).toEqual([undefined]);
	expect(await readPages(walk, source, () => walk.pages === 2)).toBeUndefined();
	expect(source.read).toEqual([undefined, '5']);
});

it('ends with the history', async () => {
	const { source, walk } = open();
	expect(await readPages(walk, source, () => false)).toBeUndefined();
	expect(source.read).toEqual([undefined, '5', '10']);
	expect(walk.hasEnded).toBe(true);
});

it('ends with a fault, and keeps what was read before', async () => {
	const { source, walk } = open();
	source.faults = { '5': status(503) };
	expect(await readPages(walk, source, () => false)).toEqual(status(503));
	expect(walk.read).toHaveLength(5);
});

const RISING = Array.from({ length: 12 }, (_, index) => ended(`n${index}`, index - 60));

it('refuses a history that comes oldest first', async () => {
	const { source, walk } = open(RISING);
	source.getHistoryPage = async () => success({ runs: RISING, hasMore: true, nextCursor: 'x' });
	expect(await readPages(walk, source, () => false)).toEqual(OLDEST_FIRST);
	expect(walk.read).toEqual([]);
});

it('takes it whole where it has one page, as that shows what is new', async () => {
	const { source, walk } = open(RISING);
	source.getHistoryPage = async () => success({ runs: RISING, hasMore: false });
	expect(await readPages(walk, source, () => false)).toBeUndefined();
	expect(walk.read).toHaveLength(12);
});

it('asks for the order at the top only', async () => {
	const { source, walk } = open(RISING, 'further down');
	source.getHistoryPage = async () => success({ runs: RISING, hasMore: true, nextCursor: 'x' });
	expect(await readPages(walk, source, () => true)).toBeUndefined();
	expect(walk.read).toHaveLength(12);
});

it.each([
	['the same cursor', () => 'same', (page: number) => past(12).slice(page * 2, page * 2 + 2)],
	['the same page', (page: number) => `c${page}`, () => past(2)],
])('is told of a service that sends %s again', async (_, cursorOf, rowsOf) => {
	const { source, walk } = open();
	let page = 0;
	source.getHistoryPage = async () => {
		const answer = { runs: rowsOf(page), hasMore: true, nextCursor: cursorOf(page) };
		page++;
		return page > 4 ? failure(status(500)) : success(answer);
	};
	expect(await readPages(walk, source, () => false)).toMatchObject({
		kind: 'unreadable',
		httpStatus: 200,
		message: expect.stringContaining('repeats itself') as string,
	});
	expect(page).toBe(2);
});
