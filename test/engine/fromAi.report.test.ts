import { errorOf } from './harness';
import { answersTo, call, fromAI } from './modelCalls';
import { openStage } from './stage';

const stage = openStage();

const REPORT = {
	resource: 'credit',
	operation: 'getUsageReport',
	period: fromAI('period'),
	from: fromAI('from'),
	to: fromAI('to'),
	groupBy: fromAI('groupBy'),
	format: fromAI('format'),
};
const MAY = { period: 'custom', from: '2026-05-01', to: '2026-05-02' };

describe('credit → getUsageReport', () => {
	it.each(['agent', 'day', 'week', 'month', 'status', 'none'])('by %s', async (groupBy) => {
		stage.emulator.seedHistory([
			{
				id: 'r1',
				agent: 'event-scheduler',
				status: 'completed',
				startedAt: '2026-05-01T12:00:00.000Z',
				creditsUsed: 5,
			},
		] as never);
		const [first] = await answersTo(stage, REPORT, { ...MAY, groupBy, format: 'items' });
		expect(first).toMatchObject({ runs: 1, creditsUsed: 5 });
	});

	/** From which day to which, as the workflow's time zone has them. */
	async function daysOf(period: string): Promise<string[]> {
		const args = { period, from: '', to: '', groupBy: 'none', format: 'items' };
		const groups = await answersTo(stage, REPORT, args);
		expect(groups).toHaveLength(1);
		return [groups[0].from, groups[0].to].map((iso) => String(iso).slice(0, 10));
	}
	const before = (day: string, days: number) =>
		new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
	const firstOfMonth = (day: string) => `${day.slice(0, 7)}-01`;

	it.each<[string, (today: string) => string]>([
		['last7Days', (today) => before(today, 6)],
		['last30Days', (today) => before(today, 29)],
		['thisMonth', firstOfMonth],
	])('of %s', async (period, firstDay) => {
		const [from, to] = await daysOf(period);
		expect(from).toBe(firstDay(to));
	});

	it('of lastMonth', async () => {
		const [from, to] = await daysOf('lastMonth');
		expect(to).toBe(firstOfMonth(to));
		expect(from).toBe(firstOfMonth(before(to, 1)));
	});

	it.each(['markdown', 'html'])('as %s', async (format) => {
		const [answer] = await answersTo(stage, REPORT, { ...MAY, groupBy: 'agent', format });
		expect(answer.report).toContain('AgentsCode usage report');
	});

	it.each([
		['period', /^'Period' must be one of last7Days, .*, custom/],
		['groupBy', /^'Group By' must be one of agent, day/],
		['format', /^'Format' must be one of html, items, markdown/],
	])('a word for %s that does not exist is told with those that do', async (name, message) => {
		const args = { ...MAY, groupBy: 'agent', format: 'items', [name]: 'whatever' };
		expect(errorOf(await call(stage, REPORT, args))?.message).toMatch(message);
	});
});
