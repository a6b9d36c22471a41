import { comesOldestFirst } from '../../../../nodes/AgentsCode/trigger/history/oldestFirst';
import { MINUTE, NOW } from './stateParts';

describe('a history that comes oldest first', () => {
	const at = (minute: number) => new Date(NOW + minute * MINUTE).toISOString();
	const runs = (rows: Array<[number, number | null]>) =>
		rows.map(([start, end], index) => ({
			id: String(index),
			agent: 'a',
			startedAt: at(start),
			completedAt: end === null ? null : at(end),
		}));
	const count = (rows: number) => Array.from({ length: rows }, (_, index) => index);

	it.each<[string, Array<[number, number | null]>, boolean]>([
		['by start, ends as well', count(8).map((n) => [n, n + 1]), true],
		['by start, ends mixed', count(8).map((n) => [n, n + (n % 3) * 5]), true],
		['by end, starts mixed', count(8).map((n) => [n - (n % 3) * 5, n]), true],
		['newest first', count(8).map((n) => [-n, -n + 1]), false],
		['newest start first, ends the other way round', count(8).map((n) => [-n, n]), false],
		['newest end first, starts the other way round', count(8).map((n) => [n, 100 - n]), false],
		['all at once', count(8).map(() => [0, 1]), false],
		['one step more than too few', count(6).map((n) => [n, n + 1]), true],
		['one step back by start and end', [...count(8), 6].map((n) => [n, n + 1]), false],
		['steps back by end only', count(8).map((n) => [n, n % 2]), true],
		['starts that rise, ends all at once', count(8).map((n) => [n, 50]), false],
		['two rows at once', [0, 0, 1, 2, 3, 4, 5].map((n) => [n, n + 1]), true],
		['too few to tell', count(5).map((n) => [n, n + 1]), false],
		['unfinished ones only', count(8).map((n) => [-n, null]), false],
	])('%s: %s', (_name, rows, isOldestFirst) => {
		expect(comesOldestFirst(runs(rows))).toBe(isOldestFirst);
	});
});
