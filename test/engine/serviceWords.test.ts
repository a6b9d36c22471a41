import type { IDataObject } from 'n8n-workflow';
import { numbered, runAgent } from './agentRuns';
import { engine } from './engine';
import { errorOf, jsonOf, outputOf } from './harness';
import { byId, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 60 } });

const WORDS = "The field 'url' is required";
const refuseStart = (status: number, body: IDataObject) =>
	stage.emulator.fault({ route: 'startJob', kind: 'status', status, body });

describe('where only the message is read, it tells why the service refused', () => {
	it('in an error item', async () => {
		refuseStart(400, { error: WORDS });
		const run = await stage.play(runAgent(numbered(1), { onError: 'continueErrorOutput' }));
		expect(outputOf(run)[1][0].json.error).toBe(
			`Could not start agent "event-scheduler": AgentsCode did not accept the values that were sent (HTTP 400): ${WORDS}`,
		);
	});

	it('to a model', async () => {
		refuseStart(400, { error: WORDS });
		const workflow = runAgent(numbered(1));
		workflow.nodes[1].type += 'Tool';
		expect(errorOf(await stage.play(workflow))?.message).toContain(WORDS);
	});

	it('also where it refused to tell of a job', async () => {
		stage.emulator.fault({ route: 'getJob', kind: 'status', status: 404, body: { error: WORDS } });
		const run = await stage.run(
			[{}],
			{ resource: 'job', operation: 'get', agentId: EVENT_SCHEDULER, jobId: 'j1' },
			{ onError: 'continueErrorOutput' },
		);
		expect(jsonOf(run, 'AgentsCode', 1)[0].error).toContain(`(HTTP 404): ${WORDS}`);
	});
});

describe('a refusal that speaks of something canceled', () => {
	it.each([
		['a start', 'startJob' as const, {}],
		['a read', 'getJob' as const, { resource: 'job', operation: 'get', jobId: 'canceled-1' }],
	])('is an execution that failed, not one that was cancelled: %s', async (_, route, more) => {
		const error = 'Your plan was canceled';
		stage.emulator.fault({ route, kind: 'status', status: 403, body: { error }, times: Infinity });
		const input = { inputMode: 'text', inputText: 'a' };
		const run = await stage.run([{}], { agentId: byId('event-scheduler'), ...input, ...more });
		expect(errorOf(run)?.message).toContain('Your plan was cancelled');
		expect(run.status).toBe(engine.statusOfFailed);
	});
});

describe('a start that is not confirmed', () => {
	it.each([
		['by a server that is overloaded', 503],
		['by a refusal that names a job all the same', 402],
	])('tells the job that its answer names: %s', async (_, status) => {
		refuseStart(status, { error: 'Accepted, but the queue is slow', jobId: 'ba77c0de' });
		const failed = await stage.play(runAgent(numbered(1), { onError: 'continueErrorOutput' }));
		const [{ error, details }] = jsonOf(failed, 'AgentsCode', 1);
		expect(error).toContain('Accepted, but the queue is slow');
		expect(error).toContain('so it was not started again');
		expect(details).toMatchObject({ jobId: 'ba77c0de', status: 'unknown', httpStatus: status });
	});

	it('says so in its description, now and in a later try, and starts nothing then', async () => {
		refuseStart(503, { error: 'Accepted', jobId: 'ba77c0de' });
		const failed = await stage.play(runAgent(numbered(1)));
		const retried = await stage.play(runAgent(numbered(1)), { retryOf: failed });
		for (const run of [failed, retried]) {
			expect(errorOf(run)?.description).toContain('It may be the job "ba77c0de".');
			expect(errorOf(run)?.description).not.toContain('Jobs already started');
		}
		expect(stage.emulator.count('startJob')).toBe(1);
	});

	it('tells how an answer begins that is no JSON', async () => {
		stage.emulator.fault({ route: 'startJob', kind: 'truncated', startsAnyway: true });
		const { description } = errorOf(await stage.play(runAgent(numbered(1)))) ?? {};
		expect(description).toMatch(/^The answer is not JSON; it begins "\{/);
		expect(description).toContain('A job may be running and may be charged.');
	});

	it('never shows the key, in whatever field it comes back', async () => {
		const { apiKey } = stage.emulator;
		refuseStart(503, { error: `Key ${apiKey}`, jobId: apiKey });
		const run = await stage.play(runAgent(numbered(1), { onError: 'continueErrorOutput' }));
		expect(JSON.stringify(run)).not.toContain(apiKey);
	});
});
