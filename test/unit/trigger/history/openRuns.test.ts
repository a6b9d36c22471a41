import { boundOpenRuns, isDue } from '../../../../nodes/AgentsCode/trigger/history/openRuns';
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
});
