import {
	boundOpenRuns,
	isDue,
	openRunOf,
} from '../../../../nodes/AgentsCode/trigger/history/openRuns';
import { MINUTE, NOW, openRun } from './stateParts';

describe('open runs', () => {
	it.each([
		['young, looked at a minute ago', { sinceMs: -MINUTE, lookedMs: -MINUTE }, true],
		[
			'an hour old, looked at five minutes ago',
			{ sinceMs: -60 * MINUTE, lookedMs: -5 * MINUTE },
			false,
		],
		[
			'an hour old, looked at six minutes ago',
			{ sinceMs: -66 * MINUTE, lookedMs: -6 * MINUTE },
			true,
		],
	])('%s: due is %p', (_name, { sinceMs, lookedMs }, due) => {
		expect(isDue(openRun('x', { sinceMs: NOW + sinceMs, lookedMs: NOW + lookedMs }), NOW)).toBe(
			due,
		);
	});

	it('are bounded: the oldest stay, none for longer than a month', () => {
		const runs = Array.from({ length: 300 }, (_, index) =>
			openRun(`r${index}`, { sinceMs: NOW - index * MINUTE }),
		);
		const kept = boundOpenRuns(
			[...runs, openRun('ancient', { sinceMs: NOW - 31 * 1440 * MINUTE })],
			NOW,
		);
		expect(kept).toHaveLength(100);
		expect(kept[0].id).toBe('r299');
		expect(kept.map(({ id }) => id)).not.toContain('ancient');
	});

	it.each([
		['a month old to the millisecond', { sinceMs: NOW - 30 * 1440 * MINUTE }, 1],
		['older', { sinceMs: NOW - 30 * 1440 * MINUTE - 1 }, 0],
		['an id of 64 signs', { id: 'i'.repeat(64) }, 1],
		['an id of 65', { id: 'i'.repeat(65) }, 0],
		['an agent of 65', { agent: 'a'.repeat(65) }, 0],
		['a job of 65', { jobId: 'j'.repeat(65) }, 0],
	])('%s: so many are kept: %#', (_name, change, kept) => {
		expect(boundOpenRuns([openRun('x', change)], NOW)).toHaveLength(kept);
	});

	it.each([
		[{ jobId: 'j', startedAt: '2026-05-01T12:00:00.000Z' }, 'j', '2026-05-01T12:00:00.000Z'],
		[{ jobId: 'j', startedAt: 'long '.repeat(9) }, 'j', 'long '.repeat(6)],
		[{}, '', null],
		[{ jobId: 5 as never, startedAt: 5 as never }, '', null],
	])('remember of %p what is needed', (fields, jobId, startedAt) => {
		const run = { id: 'x', agent: 'a', ...fields };
		expect(openRunOf({ key: 'k', run, isFinished: false }, NOW)).toEqual({
			id: 'x',
			agent: 'a',
			jobId,
			startedAt,
			sinceMs: NOW,
			lookedMs: NOW,
			misses: 0,
		});
	});
});
