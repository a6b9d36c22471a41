import { Waterline } from '../../../../nodes/AgentsCode/trigger/history/waterline';
import { MINUTE, NOW } from './stateParts';

describe('the waterline', () => {
	const row = (latestMs: number | undefined, isFinished = true) => {
		const run = { id: '1', agent: 'a' };
		return { key: 'k', run, isFinished, ...(latestMs === undefined ? {} : { latestMs }) };
	};
	const times = (count: number, fact: ReturnType<typeof row>) =>
		Array.from({ length: count }, () => fact);
	const [old, young, dateless] = [row(NOW - 2 * MINUTE), row(NOW), row(undefined)];
	const open = row(NOW - 2 * MINUTE, false);

	it.each([
		['eight old rows', times(8, old), true],
		['seven old rows', times(7, old), false],
		['a young one in between', [...times(7, old), young, old], false],
		['one without a date in between', [...times(7, old), dateless, old], true],
		['rows that are still open', times(20, open), false],
		['rows without dates', times(20, dateless), false],
	])('%s: reached is %p', (_name, rows, isReached) => {
		const waterline = new Waterline(NOW - MINUTE, undefined);
		for (const fact of rows) waterline.note(fact);
		expect(waterline.isBelow).toBe(isReached);
	});

	it('of the first walk lies below the newest row met', () => {
		const waterline = new Waterline(undefined, MINUTE);
		for (const fact of times(8, old)) waterline.note(fact);
		expect(waterline.isBelow).toBe(false);
		for (const fact of [young, ...times(8, old)]) waterline.note(fact);
		expect(waterline.isBelow).toBe(true);
		expect(waterline.newestMs).toBe(NOW);
	});
});
