import fc from 'fast-check';
import type { WorldJob, WorldRule } from './world';

export const MINUTE = 60_000;
export const ACTIVATION_MS = Date.UTC(2026, 4, 1, 12);
const BUSY_MINUTES = 90;

/**
 * What may happen around one poll. `restart: n` puts back the state that was saved n saves ago, as an
 * n8n that was killed, or restored from a backup, would.
 */
export interface Step {
	waitMs: number;
	restart?: number;
	faultAt?: number;
	passingMs: number;
	budgetMs: number;
	leaves: number;
	refusesCursor: boolean;
}

const jobArbitrary = fc.record({
	startMinute: fc.integer({ min: -120, max: BUSY_MINUTES * 2 }).map((half) => half / 2),
	// Mostly short; some run so long that many others come after them.
	minutes: fc.oneof(
		{ weight: 4, arbitrary: fc.integer({ min: 0, max: 3 }) },
		{ weight: 1, arbitrary: fc.integer({ min: 4, max: 45 }) },
	),
	lateMinutes: fc.oneof(
		{ weight: 4, arbitrary: fc.constant(0) },
		{ weight: 1, arbitrary: fc.integer({ min: 0, max: 10 }) },
	),
	vanishes: fc.oneof(
		{ weight: 9, arbitrary: fc.constant(false) },
		{ weight: 1, arbitrary: fc.constant(true) },
	),
	dates: fc.oneof(
		{ weight: 12, arbitrary: fc.constant<WorldJob['dates']>('sound') },
		{
			weight: 1,
			arbitrary: fc.constantFrom<WorldJob['dates'][]>('null', 'text', 'epoch', 'future'),
		},
	),
});

export const ruleArbitrary: fc.Arbitrary<WorldRule> = fc.record({
	orderBy: fc.constantFrom('start' as const, 'end' as const, 'endElseStart' as const),
	listsUnfinished: fc.boolean(),
	pageSize: fc.integer({ min: 1, max: 12 }),
	cursor: fc.constantFrom('row' as const, 'offset' as const),
	granularityMs: fc.constantFrom(1, 1_000, 5 * MINUTE),
	skewMs: fc.constantFrom(0, -3 * 60 * MINUTE, 3 * 60 * MINUTE, -30 * 24 * 60 * MINUTE),
});

export const stepArbitrary = (oldest: number): fc.Arbitrary<Step> =>
	fc.record({
		waitMs: fc.integer({ min: 1, max: 8 }).map((minutes) => minutes * MINUTE),
		restart: fc.option(fc.integer({ min: 0, max: oldest }), { nil: undefined, freq: 4 }),
		faultAt: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined, freq: 3 }),
		passingMs: fc.constantFrom(0, 0, 10_000, 90_000),
		budgetMs: fc.constantFrom(600_000, 600_000, 600_000, 0, 15_000),
		leaves: fc.constantFrom(0, 0, 0, 1, 3),
		refusesCursor: fc.boolean(),
	});

export const historyArbitrary = fc.array(jobArbitrary, { minLength: 0, maxLength: 70 });

interface JobDraft {
	startMinute: number;
	minutes: number;
	lateMinutes: number;
	vanishes: boolean;
	dates: WorldJob['dates'];
}

export function toJobs(drafts: JobDraft[]): WorldJob[] {
	return drafts.map(({ startMinute, minutes, lateMinutes, vanishes, dates }, index) => {
		const startMs = ACTIVATION_MS + startMinute * MINUTE;
		const endMs = startMs + minutes * MINUTE + 1;
		const listedMs = endMs + lateMinutes * MINUTE;
		return {
			id: `run${(index * 7919) % 1000}x${index}`,
			startMs,
			endMs,
			listedMs,
			vanishes,
			dates,
		};
	});
}
