import type { IRun } from 'n8n-workflow';
import { isNumber, numbered, runAgent } from './agentRuns';
import { errorOf, type TestWorkflow } from './harness';
import { openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 60_000 } });

async function stopped(workflow: TestWorkflow, isDue: () => boolean): Promise<IRun> {
	return await (
		await stage.stop(workflow, isDue)
	).ended;
}

const messageOf = (run: IRun) => errorOf(run)?.message;
const jobIdOf = (n: number) => stage.emulator.jobs.find(isNumber(n))!.jobId;

it('Stop names the jobs that have completed, since they were paid', async () => {
	stage.emulator.behaviour.jobs.durationMs = (start) => (isNumber(3)(start) ? 60_000 : 20);
	const haveBeenSeen = () =>
		stage.emulator.jobs.filter(({ firstSeenFinalAt }) => firstSeenFinalAt).length === 2;
	const message = messageOf(await stopped(runAgent(numbered(3)), haveBeenSeen));
	expect(message).toMatch(new RegExp(`go on running .*: ${jobIdOf(3)} \\(`));
	expect(message).toContain(
		`; completed, get their results with Job → Get: ${jobIdOf(1)}, ${jobIdOf(2)}`,
	);
});

describe('Stop while starts are under way', () => {
	const allAreSent = () => stage.emulator.requests.length === 3;

	it('leaves them a moment, so that their jobs are known', async () => {
		stage.emulator.behave({ latencyMs: 400 });
		const run = await stopped(runAgent(numbered(3)), allAreSent);
		for (const n of [1, 2, 3]) expect(messageOf(run)).toContain(`${jobIdOf(n)} (queued)`);
		expect(messageOf(run)).not.toContain('Not confirmed');
		expect(stage.emulator.count()).toBe(3);
	});

	it('sends none that is refused again', async () => {
		stage.emulator.behave({ latencyMs: 400 });
		stage.emulator.fault({ route: 'startJob', kind: 'status', status: 429, times: Infinity });
		const run = await stopped(runAgent(numbered(3)), allAreSent);
		expect(messageOf(run)).toBe('The execution was canceled');
		expect(stage.emulator.count()).toBe(3);
	});

	it('ends all the same where no answer comes', async () => {
		stage.emulator.fault({ route: 'startJob', kind: 'hang', times: Infinity });
		const run = await stopped(runAgent(numbered(3)), allAreSent);
		expect(messageOf(run)).toContain('maybe started as well: 3 of "event-scheduler"');
	});
});

it('Stop leaves no moment to what is only read', async () => {
	stage.emulator.fault({ route: 'getJob', kind: 'hang', ms: 1000, times: Infinity });
	const run = await stopped(runAgent(numbered(1)), () => stage.emulator.count('getJob') === 1);
	const answered = stage.emulator.requests.filter(({ answeredAt }) => answeredAt !== undefined);
	expect(answered.map(({ method }) => method)).toEqual(['POST']);
	expect(messageOf(run)).toContain(jobIdOf(1));
});
