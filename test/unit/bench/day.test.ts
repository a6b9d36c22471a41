import { simulateDay } from '../../bench/growth/day';

describe.each([
	['finished runs only', false],
	['unfinished runs too', true],
])('a simulated day, where the history lists %s', (_, listsUnfinished) => {
	it('of 3,000 jobs: each is reported once, for few requests and a small state', async () => {
		const figures = await simulateDay({ jobs: 3_000, rowsBefore: 1_000, listsUnfinished });
		expect(figures.reported).toBe(3_000);
		expect(figures.polls).toBe(24 * 60);
		expect(figures.requests).toBeLessThan(6_000);
		expect(figures.largestStateBytes).toBeLessThan(64 * 1024);
	});

	it('without a job: one request per poll', async () => {
		const figures = await simulateDay({ jobs: 0, rowsBefore: 1_000, listsUnfinished });
		expect(figures).toMatchObject({ requests: 24 * 60, mostRequests: 1, reported: 0 });
	});
});
