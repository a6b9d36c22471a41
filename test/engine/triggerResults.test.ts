import type { INodeParameters } from 'n8n-workflow';
import { AGENT, jobIds, Stage } from './triggerStage';

const stage = new Stage();
const VIDEO = 'agent_123456';

function withParameters(parameters: INodeParameters) {
	return stage.trigger({ parameters });
}

describe('the event', () => {
	it('holds the run, its agent by id and by name, and the result', async () => {
		stage.emulator.behave({ history: { agentAs: 'displayName' }, extraFields: true });
		const life = withParameters({});
		await life.activate();
		const [job] = stage.startAndFinish();
		const events = await life.poll();
		expect(events).toEqual([
			{
				event: 'jobFinished',
				id: stage.emulator.jobs[0].runId,
				agentId: AGENT,
				agent: 'Event Scheduler',
				jobId: job,
				status: 'completed',
				creditsUsed: 5,
				startedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
				completedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
				duration: expect.any(Number) as number,
				result: expect.objectContaining({ summary: expect.any(String) as string }) as object,
			},
		]);
	});

	it('holds the reason why a job failed, and no top-level `error`', async () => {
		stage.emulator.behave({ jobs: { outcome: 'failed', reason: 'The page was empty' } });
		const life = withParameters({});
		await life.activate();
		stage.startAndFinish();
		const [event] = await life.poll();
		expect(event).toMatchObject({ status: 'failed', errorMessage: 'The page was empty' });
		expect(event).not.toHaveProperty('error');
	});

	it('leaves the result out when it is not wanted, at no request', async () => {
		const life = withParameters({ options: { includeResult: false } });
		await life.activate();
		stage.startAndFinish(3);
		const events = await life.poll();
		expect(events).toHaveLength(3);
		expect(events[0]).not.toHaveProperty('result');
		expect(stage.emulator.count('getJob')).toBe(0);
	});
});

describe('a history that is not quite what the reference promises', () => {
	it('may give a number for the ID of a job', async () => {
		stage.emulator.behave({ history: { row: (fields) => ({ ...fields, jobId: 1700 }) } });
		const life = withParameters({});
		await life.activate();
		stage.startAndFinish();
		expect(jobIds(await life.poll())).toEqual(['1700']);
		expect(await stage.polls(life, 5)).toEqual([]);
	});

	it('may name no job: the run is told with the reason why there is no result', async () => {
		stage.emulator.behave({ history: { row: (fields) => ({ ...fields, jobId: undefined }) } });
		const life = withParameters({});
		await life.activate();
		stage.startAndFinish();
		const errorMessage = expect.stringMatching(/history does not name the job/) as string;
		expect(await life.poll()).toMatchObject([{ jobId: null, errorMessage }]);
		expect(stage.emulator.count('getJob')).toBe(0);
	});
});

describe('results', () => {
	it('are fetched a few at once, one request each', async () => {
		const life = withParameters({});
		await life.activate();
		const jobs = stage.startAndFinish(40);
		stage.emulator.behave({ latencyMs: 10 });
		expect(jobIds(await life.poll())).toEqual(jobs);
		expect(stage.emulator.count('getJob')).toBe(40);
		expect(stage.emulator.peakRequests).toBeGreaterThan(1);
		expect(stage.emulator.peakRequests).toBeLessThanOrEqual(5);
	});

	it.each([
		['404', { kind: 'status', status: 404 }, /AgentsCode does not know it \(HTTP 404\)/],
		['500 that lasts', { kind: 'status', status: 500, times: Infinity }, /HTTP 500/],
		['an answer that is no job', { kind: 'json', body: [], times: Infinity }, /not be understood/],
	] as const)(
		'that can’t be fetched: the event fires with the reason (%s)',
		async (_n, fault, reason) => {
			const life = withParameters({});
			await life.activate();
			const [first, second] = stage.startAndFinish(2);
			stage.emulator.fault({ ...fault, route: 'getJob', when: ({ jobId }) => jobId === first });
			const events = await life.poll();
			expect(jobIds(events)).toEqual([first, second]);
			expect(events[0]).toMatchObject({
				status: 'completed',
				errorMessage: expect.stringMatching(reason) as string,
			});
			expect(events[1]).toHaveProperty('result');
			expect(await stage.polls(life, 5)).toEqual([]);
		},
	);
});

describe('filters', () => {
	it('let the chosen statuses pass; the others count as handled', async () => {
		const outcomes = ['completed', 'failed', 'cancelled'] as const;
		stage.emulator.behave({ jobs: { outcome: ({ nth }) => outcomes[(nth - 1) % 3] } });
		const life = withParameters({ statuses: ['failed', 'cancelled'] });
		await life.activate();
		const jobs = stage.startAndFinish(6);
		const fired = jobIds(await life.poll());
		expect(fired).toEqual([jobs[1], jobs[2], jobs[4], jobs[5]]);
		life.parameters = { statuses: ['completed'] };
		await life.activate('update');
		expect(await stage.polls(life, 5)).toEqual([]);
	});

	it.each(['id', 'name', 'displayName'] as const)(
		'match an agent that the history calls by its %s',
		async (agentAs) => {
			stage.emulator.behave({ history: { agentAs } });
			const life = withParameters({ agentIds: [VIDEO] });
			await life.activate();
			const [video] = stage.start(1, VIDEO);
			stage.start(1, AGENT);
			stage.emulator.finish();
			const events = await life.poll();
			expect(jobIds(events)).toEqual([video]);
			expect(events[0].agentId).toBe(VIDEO);
			expect(events[0]).toHaveProperty('result');
		},
	);

	it('take an agent’s name where its id is expected', async () => {
		const life = withParameters({ agentIds: ['YouTube Transcription'] });
		await life.activate();
		const [video] = stage.start(1, VIDEO);
		stage.emulator.finish();
		expect(jobIds(await life.poll())).toEqual([video]);
	});

	it('do not drop a job because the agents could not be listed', async () => {
		stage.emulator.behave({ history: { agentAs: 'displayName' } });
		const life = withParameters({ agentIds: [VIDEO] });
		life.credentialId = 'agents that were never listed';
		await life.activate();
		const [video] = stage.start(1, VIDEO);
		stage.emulator.finish();
		stage.emulator.fault({ route: 'listAgents', kind: 'status', status: 403 });
		await expect(life.poll()).rejects.toMatchObject({ failure: { cause: 'credential-invalid' } });
		expect(await stage.polls(life, 1)).toEqual([video]);
	});
});

describe('Fetch Test Event', () => {
	it('gives the job that ended last, and leaves the state alone', async () => {
		stage.emulator.seedHistory(30);
		const jobs = stage.start(3);
		for (const job of [jobs[1], jobs[2], jobs[0]]) {
			stage.advance(1000);
			stage.emulator.finish(job);
		}
		const life = withParameters({});
		const [event] = await life.fetchTestEvent();
		expect(event).toMatchObject({ event: 'jobFinished', jobId: jobs[0] });
		expect(event).toHaveProperty('result');
		expect(life.saved).toBe('{}');
		expect(await life.activate()).toEqual([]);
	});

	it('passes the filters, a few pages down if need be', async () => {
		stage.emulator.seedHistory(50, { agentIds: [AGENT], failedEvery: 45, cancelledEvery: 0 });
		const life = withParameters({ statuses: ['failed'] });
		const [event] = await life.fetchTestEvent();
		expect(event).toMatchObject({ status: 'failed' });
	});

	it('says in words that the rate limit let no result through', async () => {
		stage.emulator.seedHistory(3);
		const refused = { status: 429, retryAfter: 'seconds', retryAfterMs: 3_600_000 } as const;
		stage.emulator.fault({ route: 'getJob', times: Infinity, kind: 'status', ...refused });
		const fetching = withParameters({}).fetchTestEvent();
		await expect(fetching).rejects.toThrow(/finished job's result: .*rate limit/);
	});

	it('says in words that there is none yet', async () => {
		stage.start();
		const fetching = withParameters({}).fetchTestEvent();
		await expect(fetching).rejects.toThrow('No job that passes the filters has finished yet');
	});

	it('goes on while a poll of the schedule is under way', async () => {
		stage.emulator.seedHistory(3);
		const life = withParameters({});
		await life.activate();
		stage.emulator.behave({ latencyMs: 100 });
		const [polled, tested] = await Promise.all([life.poll(), life.fetchTestEvent()]);
		expect([polled.length, tested.length]).toEqual([0, 1]);
	});
});
