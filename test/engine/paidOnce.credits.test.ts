import { isNumber, jobsPerNumber, numbered, RETRY, runAgent } from './agentRuns';
import { errorOf, jsonOf, outputOf } from './harness';
import { openStage } from './stage';

const { emulator, play } = openStage({ jobs: { durationMs: 40 } });
const CHECKED = { checkCredits: true };
const agent = (value: string) => ({ agentId: { __rl: true, mode: 'id', value } });

describe('Check Credits First', () => {
	it('starts nothing and says how many credits are missing', async () => {
		emulator.credits.available = 22;
		const run = await play(runAgent(numbered(5), {}, CHECKED));
		expect(errorOf(run)?.message).toBe(
			'3 credits are missing: these 5 runs cost 25 credits, and 22 are available',
		);
		expect(errorOf(run)?.description).toContain('Nothing was started');
		expect(emulator.count('startJob')).toBe(0);
	});

	it('lets through what the balance just covers', async () => {
		emulator.credits.available = 25;
		const run = await play(runAgent(numbered(5), {}, CHECKED));
		expect(jsonOf(run)).toHaveLength(5);
	});

	it('reckons fractions of credits exactly', async () => {
		emulator.agents.push({ ...emulator.agents[0], id: 'dime', name: 'dime', credits: 0.1 });
		emulator.credits.available = 0.3;
		const run = await play(runAgent(numbered(3), {}, CHECKED, agent('dime')));
		expect(errorOf(run)).toBeUndefined();
		expect(emulator.jobs).toHaveLength(3);
	});

	it('does not ask at all unless it is wanted', async () => {
		emulator.credits.available = 0;
		const run = await play(runAgent(numbered(1)));
		expect(jsonOf(run)).toHaveLength(1);
		expect(emulator.count('getBalance')).toBe(0);
	});

	it.each([
		['an agent without a price', 'site-monitor'],
		['an agent that is not listed', 'quite-new'],
	])('is not blocked by %s', async (_, id) => {
		emulator.credits.available = 0;
		const quiteNew = { ...emulator.agents[0], id: 'quite-new', name: 'quite-new' };
		emulator.agents.push(quiteNew);
		if (id === 'quite-new')
			emulator.fault({ route: 'listAgents', kind: 'json', body: [], times: Infinity });
		const run = await play(runAgent(numbered(2), {}, CHECKED, agent(id)));
		expect(jsonOf(run)).toHaveLength(2);
	});

	it('starts nothing when prices or balance can not be read', async () => {
		emulator.fault({ route: 'getBalance', kind: 'status', status: 403 });
		const run = await play(runAgent(numbered(1), {}, CHECKED));
		expect(errorOf(run)?.message).toContain('Could not check the credits, so nothing was started');
		expect(emulator.count('startJob')).toBe(0);
	});

	it('counts jobs that are started already no second time', async () => {
		emulator.credits.available = 15;
		emulator.behaviour.jobs.durationMs = (start) => (isNumber(2)(start) ? 20 : 500);
		let hasFailed = false;
		emulator.behaviour.jobs.outcome = (start) => {
			if (hasFailed || !isNumber(2)(start)) return undefined;
			hasFailed = true;
			return 'failed';
		};
		const run = await play(runAgent(numbered(3), RETRY, CHECKED));
		expect(errorOf(run)).toBeUndefined();
		expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 2, 3: 1 });
		expect(emulator.credits.available).toBe(0);
	});

	it('counts a job that failed, since it is to be started and paid anew', async () => {
		emulator.behaviour.jobs.durationMs = (start) => (isNumber(2)(start) ? 200 : 20);
		emulator.behaviour.jobs.outcome = (start) => (isNumber(2)(start) ? 'failed' : undefined);
		const workflow = runAgent(numbered(2), {}, CHECKED);
		const failed = await play(workflow);
		emulator.credits.available = 1;
		const retried = await play(workflow, { retryOf: failed });
		const { message, description } = errorOf(retried) ?? {};
		expect(message).toBe('4 credits are missing: this run costs 5 credits, and 1 is available');
		for (const { jobId } of emulator.jobs) expect(description).toContain(jobId);
		expect(emulator.jobs).toHaveLength(2);
	});

	it.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
		'(%s) makes each item fail when the credits do not suffice',
		async (onError) => {
			emulator.credits.available = 4;
			const run = await play(runAgent(numbered(2), { onError }, CHECKED));
			const failed = jsonOf(run, 'AgentsCode', onError === 'continueErrorOutput' ? 1 : 0);
			expect(failed).toHaveLength(2);
			for (const item of failed) {
				expect(item.error).toContain('6 credits are missing');
				expect(item.details).toEqual({ agentId: 'event-scheduler' });
			}
			expect(emulator.count('startJob')).toBe(0);
		},
	);

	it('where the node continues, still delivers what an earlier try has started', async () => {
		// The first item fails, for which n8n tries again; by then the credits are gone.
		emulator.credits.available = 10;
		emulator.behaviour.jobs.durationMs = (start) => (isNumber(1)(start) ? 60_000 : 20);
		const running = play(
			runAgent(numbered(2), { ...RETRY, onError: 'continueErrorOutput' }, CHECKED),
		);
		await emulator.until(({ jobs }) =>
			jobs.some((job) => isNumber(2)(job) && job.firstSeenFinalAt !== undefined),
		);
		emulator.credits.available = 0;
		emulator.finish(emulator.jobs.find(isNumber(1))?.jobId, 'failed');
		const run = await running;
		const [good, bad] = outputOf(run);
		expect(good.map(({ json }) => json.status)).toEqual(['completed']);
		expect(bad.map(({ json }) => json.error)).toEqual([
			expect.stringContaining('5 credits are missing'),
		]);
		expect(jobsPerNumber(emulator)).toEqual({ 1: 1, 2: 1 });
	});
});
