import { creditsBy, question, reportOf, run } from './usage';

describe('the period', () => {
	it('takes runs by their start, from its first instant and without its last', () => {
		const runs = [
			run('2026-04-30T21:59:59.999Z'),
			run('2026-04-30T22:00:00.000Z', { creditsUsed: 1 }),
			run('2026-05-31T21:59:59.999Z', { creditsUsed: 2, completedAt: '2026-06-02T00:00:00Z' }),
			run('2026-05-31T22:00:00.000Z'),
		];
		expect(reportOf(runs).totals).toMatchObject({ runs: 2, creditsUsed: 3 });
	});

	it('takes a run without a start by its end, and counts those without any date apart', () => {
		const runs = [
			run(null, { completedAt: '2026-05-10T00:00:00Z' }),
			run(null, { completedAt: null }),
			run('soon'),
		];
		expect(reportOf(runs)).toMatchObject({ totals: { runs: 1 }, undatedRuns: 2 });
	});
});

describe('by agent', () => {
	it('makes one group of all words for an agent, with its label', () => {
		const words = ['agent_1', 'youtube-transcription', 'YouTube Transcription'];
		const runs = words.map((agent) => run('2026-05-10T00:00:00Z', { agent }));
		expect(creditsBy(reportOf(runs))).toEqual([['YouTube Transcription', 15]]);
	});

	it('keeps agents apart that share a name, and takes unknown ones as they are', () => {
		const words = ['twin-a', 'twin-b', 'gone-agent', '', '__proto__'];
		const runs = words.map((agent, index) =>
			run('2026-05-10T00:00:00Z', { agent, creditsUsed: 9 - index }),
		);
		expect(creditsBy(reportOf(runs))).toEqual([
			['Twin (twin-a)', 9],
			['Twin (twin-b)', 8],
			['gone-agent', 7],
			['(no agent)', 6],
			['__proto__', 5],
		]);
	});

	it('orders agents that share a name, and weigh the same, by their ids', () => {
		const runs = ['twin-b', 'twin-a'].map((agent) => run('2026-05-10T00:00:00Z', { agent }));
		expect(reportOf(runs).groups.map(({ group }) => group)).toEqual([
			'Twin (twin-a)',
			'Twin (twin-b)',
		]);
	});

	it('puts most credits first, then most runs, then the name', () => {
		const runs = [
			run('2026-05-10T00:00:00Z', { agent: 'b', creditsUsed: 4 }),
			run('2026-05-10T00:00:00Z', { agent: 'c', creditsUsed: 2 }),
			run('2026-05-10T00:00:00Z', { agent: 'c', creditsUsed: 2 }),
			run('2026-05-10T00:00:00Z', { agent: 'a', creditsUsed: 4 }),
			run('2026-05-10T00:00:00Z', { agent: 'd', creditsUsed: 7 }),
			run('2026-05-10T00:00:00Z', { agent: 'B', creditsUsed: 4 }),
		];
		expect(reportOf(runs).groups.map(({ group }) => group)).toEqual(['d', 'c', 'B', 'a', 'b']);
	});
});

describe('by status, and all together', () => {
	const runs = ['completed', 'failed', 'canceled', 'cancelled', 'active', 'odd'].map((status) =>
		run('2026-05-10T00:00:00Z', { status, creditsUsed: status === 'completed' ? 5 : 0 }),
	);

	it('has a group for each status there is', () => {
		const { groups } = reportOf(runs, question({ groupBy: 'status' }));
		expect(groups.map(({ group, runs: count }) => [group, count])).toEqual([
			['completed', 1],
			['cancelled', 2],
			['active', 1],
			['failed', 1],
			['unknown', 1],
		]);
	});

	it('has one group, also where there is no run', () => {
		const all = question({ groupBy: 'none' });
		expect(creditsBy(reportOf(runs, all))).toEqual([['all', 5]]);
		expect(reportOf([], all).groups).toEqual([expect.objectContaining({ group: 'all', runs: 0 })]);
		expect(reportOf([]).groups).toEqual([]);
	});
});
