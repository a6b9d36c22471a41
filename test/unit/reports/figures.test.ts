import type { Run } from '../../../nodes/AgentsCode/api/shapes';
import { FigureFold, type Figures } from '../../../nodes/AgentsCode/reports/figures';

let rows = 0;

function figuresOf(runs: Array<Record<string, unknown>>): Figures {
	const fold = new FigureFold();
	for (const run of runs) fold.add({ id: String(++rows), agent: 'a', ...run } as Run);
	return fold.figures();
}

const done = (more: object = {}) => ({ status: 'completed', creditsUsed: 5, duration: 2, ...more });

it('of no runs', () => {
	expect(figuresOf([])).toEqual({
		runs: 0,
		completed: 0,
		failed: 0,
		cancelled: 0,
		unfinished: 0,
		successRate: null,
		creditsUsed: 0,
		averageDurationSeconds: null,
		p95DurationSeconds: null,
	});
});

it('of runs of every status', () => {
	const runs = [
		done(),
		done({ duration: 3, creditsUsed: 0.1 }),
		done({ status: 'COMPLETED', duration: 1, creditsUsed: 0.2 }),
		{ status: 'failed', creditsUsed: 0, duration: 10 },
		{ status: 'canceled', creditsUsed: 0, duration: null },
		{ status: 'cancelled', creditsUsed: 0 },
		{ status: 'active', creditsUsed: 0, duration: 99 },
		{ status: 'queued' },
		{ status: 'paused' },
		{},
	];
	expect(figuresOf(runs)).toEqual({
		runs: 10,
		completed: 3,
		failed: 1,
		cancelled: 2,
		unfinished: 4,
		successRate: 0.5,
		creditsUsed: 5.3,
		averageDurationSeconds: 4,
		p95DurationSeconds: 10,
	});
});

it.each<[string, unknown, number]>([
	['a number', 2.5, 2.5],
	['a number as text', '2.5', 2.5],
	['a refund', -2, -2],
	['nothing', undefined, 0],
	['null', null, 0],
	['text', 'free', 0],
	['empty text', '', 0],
	['a switch', true, 0],
	['a list', [5], 0],
	['not finite', Infinity, 0],
	['an object', {}, 0],
])('credits: %s', (_, creditsUsed, sum) => {
	expect(figuresOf([done({ creditsUsed })]).creditsUsed).toBe(sum);
});

it.each<[string, Record<string, unknown>, number | null]>([
	['told', { duration: 1.5 }, 1.5],
	['zero', { duration: 0 }, 0],
	[
		'told and dated',
		{ duration: 1, startedAt: '2026-05-31T08:00:00Z', completedAt: '2026-05-31T08:00:09Z' },
		1,
	],
	[
		'only dated',
		{ duration: null, startedAt: '2026-05-31T08:00:00Z', completedAt: '2026-05-31T08:00:09Z' },
		9,
	],
	[
		'told without end, and dated',
		{ duration: Infinity, startedAt: '2026-05-31T08:00:00Z', completedAt: '2026-05-31T08:00:09Z' },
		9,
	],
	[
		'an end at the start',
		{ duration: null, startedAt: '2026-05-31T08:00:00Z', completedAt: '2026-05-31T08:00:00Z' },
		0,
	],
	[
		'an end before the start',
		{ duration: null, startedAt: '2026-05-31T08:00:09Z', completedAt: '2026-05-31T08:00:00Z' },
		null,
	],
	['negative', { duration: -1 }, null],
	['text', { duration: 'long' }, null],
	['none', { duration: undefined }, null],
])('duration: %s', (_, fields, average) => {
	const figures = figuresOf([done(fields)]);
	expect(figures.averageDurationSeconds).toBe(average);
	expect(figures.p95DurationSeconds).toBe(average);
});

it('averages only the runs that tell their duration', () => {
	expect(figuresOf([done({ duration: 1 }), done({ duration: null })])).toMatchObject({
		averageDurationSeconds: 1,
		runs: 2,
	});
});

it.each([
	[1, 3, 0.3333],
	[2, 3, 0.6667],
	[3, 3, 1],
	[0, 3, 0],
	[39_999, 40_000, 0.9999],
	[1, 40_000, 0.0001],
])('success rate: %i of %i is %d', (completed, all, rate) => {
	const runs = Array.from({ length: all }, (_, index) =>
		index < completed ? done() : { status: 'failed' },
	);
	expect(figuresOf(runs).successRate).toBe(rate);
});
