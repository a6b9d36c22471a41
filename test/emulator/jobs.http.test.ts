import { ask, startOver } from './client';
import { emulatorForTests } from './forTests';

describe('over HTTP', () => {
	const emulator = emulatorForTests();

	async function look(jobId: string): Promise<unknown> {
		return (await ask(emulator, `/agents/event-scheduler/${jobId}`)).json;
	}

	it.each([
		['error', { error: 'No seat' }],
		['error.message', { error: { message: 'No seat' } }],
		['message', { message: 'No seat' }],
		['result.error', { result: { error: 'No seat' } }],
		['result.error.message', { result: { error: { message: 'No seat' } } }],
		['nowhere', {}],
	] as const)('a reason stands in %s', async (reasonIn, fields) => {
		emulator.behave({ jobs: { outcome: 'failed', reason: 'No seat', reasonIn, durationMs: 0 } });
		const jobId = await startOver(emulator);
		expect(await look(jobId)).toEqual({ jobId, status: 'failed', progress: 99, ...fields });
	});

	it('says other words for its states', async () => {
		emulator.behave({ jobs: { statusWords: { queued: 'accepted', completed: 'DONE' } } });
		const { json } = await ask(emulator, '/agents/event-scheduler', { body: { input: {} } });
		expect(json).toMatchObject({ status: 'accepted' });
		emulator.finish();
		const { jobId } = json as { jobId: string };
		expect(await look(jobId)).toMatchObject({ status: 'DONE', result: expect.anything() });
	});

	it('hides a young job', async () => {
		emulator.behaviour.jobs.invisibleMs = 60_000;
		const jobId = await startOver(emulator);
		expect(await look(jobId)).toEqual({ error: 'Job not found' });
		emulator.behaviour.jobs.invisibleMs = 0;
		expect(await look(jobId)).toMatchObject({ jobId });
	});

	it('plays results of any type', async () => {
		emulator.behave({ jobs: { durationMs: 0, result: ({ nth }) => [null, 'text', [1]][nth] } });
		expect(await look(await startOver(emulator))).toMatchObject({ result: 'text' });
		expect(await look(await startOver(emulator))).toMatchObject({ result: [1] });
	});

	it('adds unknown fields everywhere', async () => {
		emulator.behave({ extraFields: true, jobs: { durationMs: 0 } });
		const extra = { region: 'eu-central' };
		expect(await look(await startOver(emulator))).toMatchObject(extra);
		const { json: balance } = await ask(emulator, '/credits/balance');
		const { json: history } = await ask(emulator, '/credits/history');
		const { json: agents } = await ask(emulator, '/agents');
		expect([balance, history]).toMatchObject([extra, { ...extra, runs: [extra] }]);
		expect(agents).toMatchObject([{ ...extra, inputSchema: {} }, {}, {}, {}, {}, {}, {}, {}]);
	});

	it('notes how late an end was seen', async () => {
		const jobId = await startOver(emulator);
		await look(jobId);
		emulator.finish(jobId, 'cancelled');
		await look(jobId);
		await look(jobId);
		const [job] = emulator.jobs;
		expect(job).toMatchObject({ polls: 3, plan: { outcome: 'cancelled' } });
		expect(job.firstSeenFinalAt).toBeGreaterThanOrEqual(job.finishedAt ?? Infinity);
	});

	it('does not count an end as seen that a fault kept from the client', async () => {
		const jobId = await startOver(emulator);
		emulator.finish();
		emulator.fault({ route: 'getJob', kind: 'truncated' });
		await look(jobId);
		expect(emulator.jobs[0].firstSeenFinalAt).toBeUndefined();
	});

	it('refuses a start that the balance does not cover, only when told to', async () => {
		emulator.credits.available = 4;
		expect((await ask(emulator, '/agents/event-scheduler', { body: { input: {} } })).status).toBe(
			200,
		);
		emulator.behaviour.credits.whenInsufficient = 'refuse';
		const refused = await ask(emulator, '/agents/event-scheduler', { body: { input: {} } });
		expect(refused.status).toBe(402);
		expect(emulator.jobs).toHaveLength(1);
	});

	it('wraps or spoils the list of agents', async () => {
		emulator.behaviour.agents.shape = 'wrapped';
		expect((await ask(emulator, '/agents')).json).toEqual({ agents: expect.any(Array) });
		emulator.behaviour.agents.shape = 'malformed';
		expect((await ask(emulator, '/agents')).json).toEqual({ items: 'none' });
	});

	it('lists the agents it is told to without a price', async () => {
		emulator.behaviour.agents.unpriced = ['invoice-reader'];
		const agents = (await ask(emulator, '/agents')).json as Array<{ id: string; credits?: number }>;
		const unpriced = agents.filter(({ credits }) => credits === undefined);
		expect(unpriced.map(({ id }) => id)).toEqual(['invoice-reader']);
	});

	it.each([
		['object', 400, 200],
		['string', 200, 400],
	] as const)('takes an input of one type only: %s', async (accepts, ofText, ofObject) => {
		emulator.behaviour.jobs.accepts = accepts;
		const start = async (input: unknown) =>
			(await ask(emulator, '/agents/event-scheduler', { body: { input } })).status;
		expect([await start('Lunch'), await start({ text: 'Lunch' })]).toEqual([ofText, ofObject]);
	});

	it('starts jobs that no request of the test began', async () => {
		const job = emulator.startJob('invoice-reader', 'x', { startedAtMs: Date.now() - 3_600_000 });
		expect(emulator.jobs[0].finishedAt).toBe(job.startedAt + 1500);
		expect(() => emulator.startJob('nobody')).toThrow("no agent 'nobody'");
		expect(emulator.count()).toBe(0);
	});
});
