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

	it.each([
		['at the line', -MINUTE, false, false],
		['just below it', -MINUTE - 1, true, false],
		['a day below it', -MINUTE - 1440 * MINUTE, true, false],
		['more than that', -MINUTE - 1440 * MINUTE - 1, true, true],
	])('eight rows %s', (_name, sinceNowMs, isBelow, isFarBelow) => {
		const waterline = new Waterline(NOW - MINUTE, undefined);
		for (const fact of times(7, row(NOW + sinceNowMs))) waterline.note(fact);
		expect([waterline.isBelow, waterline.isFarBelow]).toEqual([false, false]);
		waterline.note(row(NOW + sinceNowMs));
		expect([waterline.isBelow, waterline.isFarBelow]).toEqual([isBelow, isFarBelow]);
		for (const fact of times(20, young)) waterline.note(fact);
		expect([waterline.isBelow, waterline.isFarBelow]).toEqual([isBelow, isFarBelow]);
	});

	it('is not reached where there is none', () => {
		const waterline = new Waterline(undefined, undefined);
		for (const fact of times(20, old)) waterline.note(fact);
		expect(waterline.isBelow).toBe(false);
	});
});
