import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type * as client from '../../nodes/AgentsCode/api/client';
import { isNumber, numbered, RETRY, runAgent } from './agentRuns';
import { errorOf, jsonOf, outputOf } from './harness';
import { openStage } from './stage';

/** How often the API can be opened before the credential can't be read. */
let mockOpeningsLeft = Infinity;
jest.mock('../../nodes/AgentsCode/api/client', () => {
	const actual = jest.requireActual<typeof client>('../../nodes/AgentsCode/api/client');
	const createApi = async (...args: Parameters<typeof actual.createApi>) => {
		if (mockOpeningsLeft-- <= 0) throw new Error('The secrets provider is not connected');
		return await actual.createApi(...args);
	};
	return { ...actual, createApi };
});

const stage = openStage({ jobs: { durationMs: 60_000 } });
beforeEach(() => {
	mockOpeningsLeft = Infinity;
});

const TWICE = { ...RETRY, maxTries: 2 };
const CONTINUE = { ...TWICE, onError: 'continueErrorOutput' as const };
const jobIdOf = (n: number) => stage.emulator.jobs.find(isNumber(n))!.jobId;
const failedOf = (run: Parameters<typeof jsonOf>[0]) => jsonOf(run, 'AgentsCode', 1);

function failsAlways(n: number): void {
	stage.emulator.behaviour.jobs.durationMs = (start) => (isNumber(n)(start) ? 40 : 60_000);
	stage.emulator.behaviour.jobs.outcome = (start) => (isNumber(n)(start) ? 'failed' : undefined);
}

describe('a later try that ends early names the jobs of the first', () => {
	it('where the credential can not be read any more', async () => {
		mockOpeningsLeft = 1;
		const run = await stage.play(runAgent(numbered(2), TWICE, { timeoutSeconds: 1 }));
		const { message, description } = errorOf(run) ?? {};
		expect(message).toBe('The secrets provider is not connected');
		expect(description).toContain(`Jobs already started: ${jobIdOf(1)} (`);
		expect(description).toContain(jobIdOf(2));
		expect(stage.emulator.jobs).toHaveLength(2);
	});

	it.each<[string, IDataObject, INodeParameters]>([
		['a parameter can not be read', { contextData: '={{ $("Nowhere").item.json.x }}' }, {}],
		['a parameter is refused', {}, { inputJson: '[]' }],
		['the bound is none', { maxConcurrentJobs: 0 }, {}],
	])('where %s', async (_, options, more) => {
		const failed = await stage.play(runAgent(numbered(2), {}, { timeoutSeconds: 1 }));
		const broken = runAgent(numbered(2), {}, options, more);
		const retried = await stage.play(broken, { retryOf: failed, withSavedWorkflow: true });
		for (const n of [1, 2]) expect(errorOf(retried)?.description).toContain(jobIdOf(n));
		expect(errorOf(retried)?.description).toMatch(/(^|\. )Jobs already started: /);
		expect(stage.emulator.jobs).toHaveLength(2);
	});

	it('but not in a first try, which has none', async () => {
		mockOpeningsLeft = 0;
		const run = await stage.play(runAgent(numbered(2)));
		expect(errorOf(run)?.description ?? '').not.toContain('Jobs');
	});
});

describe('where the node is set to continue, each item of a later try carries its job', () => {
	it('when the credential can not be read any more', async () => {
		failsAlways(1);
		mockOpeningsLeft = 1;
		const run = await stage.play(runAgent(numbered(2), CONTINUE, { timeoutSeconds: 1 }));
		expect(failedOf(run).map(({ details }) => details)).toEqual([
			{ agentId: 'event-scheduler', jobId: jobIdOf(1), status: 'failed' },
			{
				agentId: 'event-scheduler',
				jobId: jobIdOf(2),
				status: expect.stringMatching(/queued|active/) as string,
			},
		]);
	});

	it('when its parameters can not be read any more', async () => {
		failsAlways(1);
		const isLate = `Date.now() > ${Date.now() + 3000}`;
		const contextData = `={{ $json.n === 2 && ${isLate} ? $("Nowhere").item.json.x : "" }}`;
		const settings = { ...CONTINUE, waitBetweenTries: 3000 };
		const options = { timeoutSeconds: 1, contextData };
		const run = await stage.play(runAgent(numbered(2), settings, options));
		const details = failedOf(run).map((item) => item.details);
		expect(details[1]).toMatchObject({ agentId: 'event-scheduler', jobId: jobIdOf(2) });
		expect(stage.emulator.jobs.filter(isNumber(2))).toHaveLength(1);
	});

	it('when the credits do not suffice to start a failed one anew', async () => {
		failsAlways(1);
		stage.emulator.credits.available = 5;
		const spend = (body: object) => {
			stage.emulator.credits.available = 0;
			return body;
		};
		stage.emulator.fault({ route: 'getJob', kind: 'mutate', times: Infinity, change: spend });
		const run = await stage.play(runAgent(numbered(1), CONTINUE, { checkCredits: true }));
		const [item] = outputOf(run)[1];
		expect(item.json.error).toContain('5 credits are missing');
		expect(item.json.details).toMatchObject({ jobId: jobIdOf(1), status: 'failed' });
	});
});
