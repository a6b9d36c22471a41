import { AGENT, HOUR, jobIds, MINUTE, Stage } from './triggerStage';

const stage = new Stage();
const PAGE = 20;

describe.each([
	['finished runs only, by start', { listUnfinished: false, orderBy: 'startedAt' }],
	['finished runs only, by end', { listUnfinished: false, orderBy: 'completedAt' }],
	['unfinished runs too, by start', { listUnfinished: true, orderBy: 'startedAt' }],
	['unfinished runs too, by end', { listUnfinished: true, orderBy: 'completedAt' }],
] as const)('the requests of a history of %s', (_name, history) => {
	beforeEach(() => stage.emulator.behave({ history }));

	it.each([
		['10,000 rows, ten minutes apart', 10 * MINUTE],
		['10,000 rows, all within the last hour', 360],
	])('one per poll on a quiet account: %s', async (_spread, everyMs) => {
		stage.emulator.seedHistory(10_000, { everyMs });
		const life = stage.trigger();
		await life.activate();
		const before = stage.historyRequests();
		for (let poll = 0; poll < 9; poll++) await stage.polls(life, 1);
		expect(stage.historyRequests() - before).toBe(9);
		expect(stage.emulator.count()).toBe(stage.historyRequests());
	});

	it.each([1, 19, 20, 21, 40, 333])(
		'ceil(M / page) + 1 at most for M = %i new rows',
		async (count) => {
			stage.emulator.seedHistory(10_000);
			const life = stage.trigger();
			await life.activate();
			const jobs = stage.startAndFinish(count);
			const before = stage.historyRequests();
			expect(await stage.polls(life, 1)).toEqual(jobs);
			expect(stage.historyRequests() - before).toBeLessThanOrEqual(Math.ceil(count / PAGE) + 1);
			const quiet = stage.historyRequests();
			await stage.polls(life, 2);
			expect(stage.historyRequests() - quiet).toBe(2);
		},
	);
});

describe('long-running jobs', () => {
	it('are not paid for by re-reading all that came after them, where the history lists them', async () => {
		stage.emulator.behave({ history: { listUnfinished: true } });
		stage.emulator.seedHistory(100);
		const life = stage.trigger();
		await life.activate();
		const long = stage.start(3);
		await stage.polls(life, 1);
		const fired: string[] = [];
		const jobs: string[] = [];
		for (let round = 0; round < 25; round++) {
			jobs.push(...stage.startAndFinish(PAGE));
			fired.push(...(await stage.polls(life, 1)));
		}
		expect(fired).toEqual(jobs);
		// The three stand 25 pages deep now. What keeps an eye on them is look-ups of their own, each time
		// they have aged by a tenth, and one sweep in half an hour, which reads each page once.
		const before = stage.emulator.count();
		const quietPolls = 25;
		const sweptPages = Math.ceil((100 + long.length + jobs.length) / PAGE);
		const lookUps = long.length * 5;
		expect(await stage.polls(life, quietPolls)).toEqual([]);
		expect(stage.emulator.count() - before).toBeLessThanOrEqual(quietPolls + sweptPages + lookUps);
		stage.emulator.finish();
		expect((await stage.polls(life, 6)).sort()).toEqual([...long].sort());
	});

	it('cost at most one further request per poll where the history hides them', async () => {
		stage.emulator.seedHistory(100);
		const life = stage.trigger();
		await life.activate();
		const [long] = stage.start();
		for (let round = 0; round < 10; round++) {
			stage.startAndFinish(PAGE);
			await stage.polls(life, 1);
		}
		const before = stage.historyRequests();
		expect(await stage.polls(life, 30)).toEqual([]);
		expect(stage.historyRequests() - before).toBeLessThanOrEqual(2 * 30 + 15);
		stage.emulator.finish(long);
		expect(await stage.polls(life, 15)).toEqual([long]);
	});

	it('that run for hours fire with what their job tells, when their row lies too deep', async () => {
		stage.emulator.behave({ history: { listUnfinished: true } });
		const life = stage.trigger();
		await life.activate();
		const [long] = stage.start();
		await stage.polls(life, 1);
		stage.startAndFinish(10 * PAGE);
		await stage.polls(life, 1);
		stage.advance(3 * HOUR);
		stage.emulator.finish(long);
		stage.advance(MINUTE);
		const [event] = await life.poll();
		expect(event).toMatchObject({ jobId: long, status: 'completed', agent: AGENT, agentId: AGENT });
		expect(event.startedAt).toEqual(expect.any(String));
	});

	it('by the hundred are read by the page instead of one by one', async () => {
		stage.emulator.behave({ history: { listUnfinished: true } });
		stage.emulator.seedHistory(40);
		const life = stage.trigger();
		await life.activate();
		const jobs = stage.start(300);
		await stage.polls(life, 1);
		const before = stage.emulator.count();
		stage.emulator.finish(jobs[0]);
		stage.emulator.finish(jobs[150]);
		stage.advance(HOUR);
		expect(jobIds(await life.poll()).sort()).toEqual([jobs[0], jobs[150]].sort());
		expect(stage.emulator.count() - before).toBeLessThanOrEqual(18);
		stage.emulator.finish();
		expect((await stage.polls(life, 4)).length).toBe(298);
		expect(await stage.polls(life, 20)).toEqual([]);
	});
});
