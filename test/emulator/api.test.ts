import { ask, startOver } from './client';
import { type Emulator, startEmulator } from './index';

/** The documented calls, over real HTTP. */
describe('the documented API', () => {
	let emulator: Emulator;

	beforeAll(async () => {
		emulator = await startEmulator();
	});
	afterEach(() => emulator.reset());
	afterAll(async () => await emulator.close());

	it('lists its agents as a bare array, one without a price and one inactive', async () => {
		const { status, json } = await ask(emulator, '/agents');
		const agents = json as Array<Record<string, unknown>>;
		expect(status).toBe(200);
		expect(agents).toHaveLength(8);
		expect(agents[1]).toMatchObject({ id: 'agent_123456', name: 'youtube-transcription' });
		expect(agents.filter(({ credits }) => credits === undefined)).toHaveLength(1);
		expect(agents.filter((agent) => agent.status === 'INACTIVE')).toHaveLength(1);
		expect(agents.some((agent) => 'durationMs' in agent || 'answer' in agent)).toBe(false);
		expect(emulator.contractViolations).toEqual([]);
	});

	it('runs a job through its states, charges it and writes it into the history', async () => {
		emulator.behaviour.jobs.durationMs = Infinity;
		const jobId = await startOver(emulator, { text: 'Lunch' });
		const status = async () => {
			const { json } = await ask(emulator, `/agents/event-scheduler/${jobId}`);
			return (json as { status: string }).status;
		};
		emulator.behaviour.latencyMs = 5;
		let first = await status();
		for (let look = 0; look < 200 && first === 'queued'; look++) first = await status();
		expect(first).toBe('active');
		emulator.finish(jobId);
		expect(await status()).toBe('completed');

		const last = await ask(emulator, `/agents/event-scheduler/${jobId}`);
		expect(last.json).toMatchObject({ jobId, progress: 100, result: { input: { text: 'Lunch' } } });
		expect((await ask(emulator, '/credits/balance')).json).toEqual({ available: 995, used: 55 });
		const history = (await ask(emulator, '/credits/history')).json;
		expect(history).toMatchObject({
			runs: [{ jobId, agent: 'event-scheduler', creditsUsed: 5, status: 'completed' }],
			hasMore: false,
		});
		expect(emulator.contractViolations).toEqual([]);
	});

	it('charges nothing for a job that failed, and says why', async () => {
		const jobId = await startOver(emulator, { emulate: { outcome: 'failed', durationMs: 0 } });
		const { json } = await ask(emulator, `/agents/event-scheduler/${jobId}`);
		expect(json).toMatchObject({ status: 'failed', progress: 99, error: expect.any(String) });
		expect((await ask(emulator, '/credits/balance')).json).toEqual({ available: 1000, used: 50 });
	});

	it('takes a plain text as input', async () => {
		const jobId = await startOver(
			emulator,
			'Book a table emulate:{"durationMs":0,"result":{"n":1}}',
		);
		const { json } = await ask(emulator, `/agents/event-scheduler/${jobId}`);
		expect(json).toMatchObject({ status: 'completed', result: { n: 1 } });
	});

	it.each([
		['a missing key', '/agents', { key: null }, 401],
		['a wrong key', '/agents', { key: 'wrong' }, 401],
		['an unknown path', '/nothing', {}, 404],
		['another method', '/agents', { method: 'DELETE' }, 404],
		['an unknown agent', '/agents/nobody', { body: { input: {} } }, 404],
		['an unknown job', '/agents/event-scheduler/nothing', {}, 404],
		['an inactive agent', '/agents/legacy-translator', { body: { input: {} } }, 400],
		['a missing input', '/agents/event-scheduler', { body: {} }, 400],
		['a list as input', '/agents/event-scheduler', { body: { input: [] } }, 400],
		['a number as input', '/agents/event-scheduler', { body: { input: 4 } }, 400],
		['an empty text as input', '/agents/event-scheduler', { body: { input: ' ' } }, 400],
		['a null as input', '/agents/event-scheduler', { body: { input: null } }, 400],
		[
			'a context that is no text',
			'/agents/event-scheduler',
			{ body: { input: {}, contextData: 1 } },
			400,
		],
		['broken JSON', '/agents/event-scheduler', { text: '{"input":' }, 400],
		['a foreign cursor', '/credits/history?cursor=bm9wZQ==', {}, 400],
	])('refuses %s', async (_, path, asked, status) => {
		const heard = await ask(emulator, path, asked);
		expect(heard.status).toBe(status);
		expect(heard.json).toEqual({ error: expect.any(String) });
		expect(emulator.jobs).toHaveLength(0);
	});

	it('knows a job only under its own agent', async () => {
		const jobId = await startOver(emulator);
		expect((await ask(emulator, `/agents/invoice-reader/${jobId}`)).status).toBe(404);
	});

	it('takes odd ids, field names and large bodies as they come', async () => {
		const id = encodeURIComponent(`a/b?c#ü\u{1F600}${'x'.repeat(10_000)}`);
		expect((await ask(emulator, `/agents/${id}/${id}`)).status).toBe(404);
		expect(emulator.requests[0].agentId).toContain('a/b?c#ü\u{1F600}xxx');
		const text = `{"input":{"__proto__":{"a":1},"filler":"${'x'.repeat(5_000_000)}"}}`;
		const heard = await ask(emulator, '/agents/event-scheduler', { text });
		expect(heard.status).toBe(200);
		expect(Object.keys(emulator.jobs[0].input as object)).toContain('__proto__');
	});

	it('records what it was asked and what it said', async () => {
		const jobId = await startOver(emulator, { n: 1 });
		await ask(emulator, `/agents/event-scheduler/${jobId}`);
		await ask(emulator, '/agents', { key: 'wrong' });
		expect(emulator.requests).toMatchObject([
			{ route: 'startJob', method: 'POST', path: '/v1/agents/event-scheduler', status: 200, jobId },
			{ route: 'getJob', agentId: 'event-scheduler', jobId, status: 200 },
			{ route: 'listAgents', status: 401 },
		]);
		expect(emulator.requests[0].body).toEqual({ input: { n: 1 } });
		expect(emulator.count()).toBe(3);
		expect(emulator.count('getJob')).toBe(1);
		expect(emulator.count('getJob', { jobId: 'another' })).toBe(0);
		expect(emulator.count(undefined, { status: 401 })).toBe(1);
	});
});

describe('the port', () => {
	const emulators: Emulator[] = [];
	const opened = async () => {
		const emulator = await startEmulator();
		emulators.push(emulator);
		return emulator;
	};
	afterEach(async () => {
		for (const emulator of emulators.splice(0)) await emulator.close();
	});

	it('refuses connections while paused and answers again after, with all jobs still known', async () => {
		const emulator = await opened();
		const { baseUrl } = emulator;
		const jobId = await startOver(emulator);
		await emulator.pause();
		const refused = await ask(emulator, '/agents').then(
			() => undefined,
			(error: Error) => (error.cause as NodeJS.ErrnoException).code,
		);
		expect(refused).toBe('ECONNREFUSED');
		await emulator.resume();
		expect(emulator.baseUrl).toBe(baseUrl);
		expect((await ask(emulator, `/agents/event-scheduler/${jobId}`)).status).toBe(200);
	});

	it('rejects a port that is taken', async () => {
		const first = await opened();
		const port = Number(new URL(first.baseUrl).port);
		await expect(startEmulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	});

	it('closes twice, with requests still open', async () => {
		const emulator = await opened();
		emulator.fault({ kind: 'hang' });
		const open = ask(emulator, '/agents').catch(() => 'torn');
		await emulator.until(() => emulator.count() === 1);
		await emulator.close();
		await emulator.close();
		expect(await open).toBe('torn');
	});
});
