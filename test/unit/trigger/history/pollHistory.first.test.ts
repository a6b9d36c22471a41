import { success } from '../../../../nodes/AgentsCode/api/result';
import type { Run } from '../../../../nodes/AgentsCode/api/shapes';
import { ended, MINUTE, NOW, past, running, Source, told } from './scriptedSource';

const many = (name: string, count: number, make: (id: string, minutes: number) => Run) =>
	Array.from({ length: count }, (_, index) => make(`${name}${index}`, -index / 10));

function of(rows: Run[]): Source {
	const source = new Source();
	source.rows = rows;
	return source;
}

const undated = (rows: Run[]) =>
	rows.map((row) => ({ ...row, startedAt: null, completedAt: null }));

describe('the first poll reads', () => {
	it.each([
		['a history of one page', past(3), {}, 1],
		['twenty settled rows at least', past(60), {}, 4],
		['settled ones: others count for nothing', [...many('r', 10, running), ...past(60)], {}, 6],
		['two hundred pages at most', past(1100), { lookBackMs: 1e9 }, 200],
	])('%s', async (_, rows, rule, pages) => {
		const source = of(rows);
		await told(source, undefined, { lookBackMs: 5 * MINUTE, ...rule });
		expect(source.read).toHaveLength(pages);
	});

	it.each([
		['two pages at least', past(90), 2],
		['one where that is all', past(20), 1],
	])('%s, however long they are', async (_, rows, pages) => {
		const source = of(rows);
		let read = 0;
		source.getHistoryPage = async (cursor) => {
			read++;
			const from = Number(cursor ?? 0);
			const hasMore = from + 30 < rows.length;
			const next = hasMore ? { nextCursor: String(from + 30) } : {};
			return success({ runs: rows.slice(from, from + 30), hasMore, ...next });
		};
		await told(source, undefined, { lookBackMs: MINUTE });
		expect(read).toBe(pages);
	});
});

describe('a first poll that is late', () => {
	const late = { deadlineAt: NOW };

	it('stops at its first settled row, and is continued', async () => {
		const source = of(past(60));
		const first = await told(source, undefined, late);
		expect([source.read, first.notes]).toEqual([[undefined], []]);
		expect(first.state.walk).toMatchObject({ cursor: '5', isBaseline: true, isSweep: true });
		const second = await told(source, first.state, late);
		expect([source.read, second.ids]).toEqual([['5'], '']);
		expect(second.state.walk).toMatchObject({ cursor: '10', isBaseline: true });
		const third = await told(source, second.state);
		expect(third.ids).toBe('');
		expect(third.state.walk).toBeNull();
	});

	it('tells then what has ended since it began', async () => {
		const source = of([...past(5), running('x', -6), ...past(60).slice(6)]);
		const first = await told(source, undefined, late);
		source.rows = source.rows.map((row) => (row.id === 'x' ? ended('x', 0.5) : row));
		expect((await told(source, first.state)).ids).toBe('x');
	});

	it('does not stop among jobs that run', async () => {
		const source = of([...many('r', 12, running), ...past(60)]);
		const first = await told(source, undefined, late);
		expect(source.read).toEqual([undefined, '5', '10']);
		expect(first.state.walk).toMatchObject({ cursor: '15' });
	});

	it('is not continued where nothing tells what has ended since', async () => {
		const first = await told(of(undated(past(60))), undefined, late);
		expect(first.state.walk).toBeNull();
	});

	it('is not continued where its place can not be kept', async () => {
		const source = of(past(60));
		source.getHistoryPage = async () =>
			success({ runs: source.rows.slice(0, 5), hasMore: true, nextCursor: 'c'.repeat(1001) });
		expect((await told(source, undefined, late)).state.walk).toBeNull();
	});

	it('is not late before its time', async () => {
		const source = of(past(60));
		await told(source, undefined, { deadlineAt: NOW + 1, lookBackMs: MINUTE });
		expect(source.read).toHaveLength(4);
	});
});

describe('a poll that has found as many runs as it may', () => {
	it.each([
		[10, [undefined, '5']],
		[11, [undefined, '5', '10']],
	])('(%i) leaves the rest to the next one', async (maxRuns, read) => {
		const source = of(past(60));
		const { state } = await told(source);
		source.rows = [...many('n', 23, (id, at) => ended(id, at + 5)), ...source.rows];
		const second = await told(source, state, { maxRuns });
		expect(source.read).toEqual(read);
		expect(second.state.walk).toMatchObject({ isSweep: false });
		expect(second.state.walk).not.toHaveProperty('isBaseline');
		expect(second.ids.split(' ')).toHaveLength(5 * read.length);
		const third = await told(source, second.state);
		expect(third.ids.split(' ')).toHaveLength(23 - 5 * read.length);
		expect(third.state.walk).toBeNull();
	});
});
