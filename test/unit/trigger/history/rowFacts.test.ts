import { readRow } from '../../../../nodes/AgentsCode/trigger/history/rowFacts';
import { MINUTE, NOW } from './stateParts';

describe('what a row says', () => {
	const iso = (ms: number) => new Date(ms).toISOString();

	it.each([
		['completed', null, true],
		['failed', null, true],
		['CANCELLED', null, true],
		['active', null, false],
		['queued', iso(NOW), false],
		[undefined, iso(NOW), true],
		['archived', iso(NOW), true],
		['archived', null, false],
		['archived', 'soon', false],
	])('status %p with the end %p: finished is %p', (status, completedAt, isFinished) => {
		expect(readRow({ id: '1', agent: 'a', status, completedAt }, NOW).isFinished).toBe(isFinished);
	});

	it.each([
		[iso(NOW), iso(NOW + MINUTE), NOW + MINUTE],
		[iso(NOW + MINUTE), iso(NOW), NOW + MINUTE],
		[iso(NOW), null, NOW],
		[null, iso(NOW), NOW],
		[iso(0), 'soon', undefined],
		[iso(NOW + 25 * 60 * MINUTE), null, undefined],
		[iso(NOW + 23 * 60 * MINUTE), null, NOW + 23 * 60 * MINUTE],
	])('started %p, ended %p: its latest date is %p', (startedAt, completedAt, latestMs) => {
		const run = { id: '1', agent: 'a', status: 'completed', startedAt, completedAt };
		expect(readRow(run, NOW).latestMs).toBe(latestMs);
	});

	it.each([
		['2000-01-01T00:00:00.000Z', true],
		['1999-12-31T23:59:59.999Z', false],
		[iso(NOW + 1440 * MINUTE), true],
		[iso(NOW + 1440 * MINUTE + 1), false],
		[NOW, false],
		[undefined, false],
	])('the date %p is believed: %p', (date, isBelieved) => {
		const run = { id: '1', agent: 'a', status: 'completed', completedAt: date as string };
		const facts = readRow(run, NOW);
		expect(['latestMs' in facts, 'endedMs' in facts]).toEqual([isBelieved, isBelieved]);
		expect(facts.endedMs).toBe(isBelieved ? Date.parse(String(date)) : undefined);
	});
});
