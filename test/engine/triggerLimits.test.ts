import { jobIds, MINUTE, Stage, thrownBy } from './triggerStage';

const stage = new Stage();

describe('a rate limit', () => {
	it('is waited out within the poll when the wait is short', async () => {
		const life = stage.trigger();
		await life.activate();
		const jobs = stage.startAndFinish(50);
		const limit = {
			kind: 'status',
			status: 429,
			retryAfter: 'seconds',
			retryAfterMs: 1000,
		} as const;
		stage.emulator.fault({ ...limit, route: 'getHistory', after: 1 });
		expect(await stage.polls(life, 1)).toEqual(jobs);
		expect(stage.emulator.count('getHistory', { status: 429 })).toBe(1);
	});

	it.each(['seconds', 'date'] as const)(
		'that lasts is told to n8n with its Retry-After in %s, and nothing is lost',
		async (retryAfter) => {
			const life = stage.trigger();
			await life.activate();
			const jobs = stage.startAndFinish(50);
			const memory = life.memory;
			stage.emulator.fault({
				route: 'getHistory',
				after: 1,
				kind: 'status',
				status: 429,
				retryAfter,
				retryAfterMs: 120_000,
			});
			const thrown = await thrownBy(life.poll());
			const failure = thrown.failure as { cause: string; retryAfterMs: number };
			expect(failure.cause).toBe('rate-limited');
			expect(failure.retryAfterMs).toBeGreaterThan(100_000);
			expect(failure.retryAfterMs).toBeLessThan(140_000);
			expect(life.memory).toBe(memory);
			expect(await stage.polls(life, 1)).toEqual(jobs);
		},
	);
});

describe('results', () => {
	it('under a rate limit are left to the next polls, none lost or doubled, none without its result', async () => {
		stage.emulator.behave({
			rateLimit: { perSecond: 20, retryAfter: 'seconds', routes: ['getJob'] },
		});
		const life = stage.trigger({ parameters: {}, budgetMs: 4000 });
		await life.activate();
		const jobs = stage.startAndFinish(60);
		const events = await life.poll();
		expect(events.length).toBeGreaterThan(0);
		expect(events.length).toBeLessThan(60);
		for (let poll = 0; poll < 10 && events.length < 60; poll++) {
			stage.advance(MINUTE);
			events.push(...(await life.poll()));
		}
		expect(jobIds(events).sort()).toEqual([...jobs].sort());
		expect(events.every((event) => 'result' in event)).toBe(true);
		expect(await stage.polls(life, 3)).toEqual([]);
	});

	it('refused altogether: n8n is told to back off, and nothing is lost', async () => {
		const life = stage.trigger({ parameters: {}, budgetMs: 2000 });
		await life.activate();
		const jobs = stage.startAndFinish(3);
		const limit = {
			kind: 'status',
			status: 429,
			retryAfter: 'seconds',
			retryAfterMs: 60_000,
		} as const;
		const handle = stage.emulator.fault({ ...limit, route: 'getJob', times: Infinity });
		await expect(life.poll()).rejects.toMatchObject({
			failure: { cause: 'rate-limited', retryAfterMs: expect.any(Number) as number },
		});
		handle.remove();
		expect(await stage.polls(life, 1)).toEqual(jobs);
	});
});

describe('a budget', () => {
	/** For a few pages; three tenths of it, for one answer, are more than a busy machine adds to it. */
	const BUDGET_MS = 1500;
	const LATENCY_MS = 150;

	it.each(['stable', 'shifting'] as const)(
		'that ends in the middle of the pages: the next polls go on where it stopped (%s)',
		async (paging) => {
			stage.emulator.behave({ history: { paging, pageSize: 5 } });
			stage.emulator.seedHistory(30);
			const life = stage.trigger({ budgetMs: BUDGET_MS });
			await life.activate();
			const jobs = stage.startAndFinish(60);
			stage.emulator.behave({ latencyMs: LATENCY_MS });
			const fired: string[] = [];
			const byPoll: number[] = [];
			for (let poll = 0; poll < 24; poll++) {
				jobs.push(...(poll === 2 ? stage.startAndFinish(7) : []));
				const now = await stage.polls(life, 1);
				byPoll.push(now.length);
				fired.push(...now);
			}
			expect(fired.sort()).toEqual([...jobs].sort());
			expect(byPoll[0]).toBeGreaterThan(0);
			expect(byPoll[0]).toBeLessThan(60);
		},
	);

	it('goes on after n8n was killed in between, and after the service forgot the cursor', async () => {
		stage.emulator.behave({ history: { pageSize: 5 } });
		stage.emulator.seedHistory(30);
		const life = stage.trigger({ budgetMs: BUDGET_MS });
		await life.activate();
		const jobs = stage.startAndFinish(60);
		stage.emulator.behave({ latencyMs: LATENCY_MS });
		const fired = await stage.polls(life, 1);
		expect(fired.length).toBeLessThan(60);
		stage.emulator.behave({ latencyMs: 0 });
		stage.emulator.fault({ route: 'getHistory', kind: 'status', status: 400 });
		fired.push(...jobIds(await life.restart()));
		// A fifth of a second each is enough for one, unless the machine is busy.
		fired.push(...(await stage.polls(life, 6)));
		expect(fired.sort()).toEqual([...jobs].sort());
	});
});
