import { isSweepDue } from '../../../../nodes/AgentsCode/trigger/history/sweep';
import { MINUTE, NOW } from './stateParts';

describe('the sweep', () => {
	const mark = { serviceMs: NOW, atMs: NOW, polls: 0, pages: 5, sawNews: true };

	it.each([
		['rows came, and as many polls as it takes pages', { polls: 5 }, true, 0, true],
		['rows came, one poll less', { polls: 4 }, true, 0, false],
		['never more often than every third poll', { polls: 2, pages: 1 }, true, 0, false],
		['no rows came', { polls: 50, sawNews: false }, true, 9, false],
		['no rows came, but ten minutes passed', { polls: 1, sawNews: false }, true, 10, true],
		['ten minutes passed, but it takes 15 pages', { polls: 1, pages: 15 }, true, 14, false],
		['nothing can be hidden', { polls: 50 }, false, 29, false],
		['nothing can be hidden, half an hour', { polls: 1 }, false, 30, true],
	])('%s', (_name, change, canHide, minutes, due) => {
		expect(isSweepDue({ ...mark, ...change }, canHide, NOW + minutes * MINUTE)).toBe(due);
	});
});
