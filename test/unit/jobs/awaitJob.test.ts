import { awaitJob } from '../../../nodes/AgentsCode/jobs/awaitJob';
import { toItemOutcome } from '../../../nodes/AgentsCode/jobs/settleJob';
import type { FollowOutcome } from '../../../nodes/AgentsCode/jobs/followJob';
import type { WaitingRoom, WaitOptions } from '../../../nodes/AgentsCode/jobs/jobRoom';
import { ScriptedApi, status, type Script } from '../../support/scriptedApi';
import { VirtualClock } from '../../support/virtualClock';

const REF = { agentId: 'a', jobId: 'j' };
const strict: WaitOptions = {
	timeoutSeconds: 60,
	onTimeout: 'error',
	onFailure: 'error',
	pollIntervalSeconds: 0,
};
const lenient: WaitOptions = { ...strict, onTimeout: 'returnJob', onFailure: 'returnJob' };
const job = (word: string) => ({ jobId: 'j', status: word });

describe('what the end of a wait means for the item', () => {
	it.each<[string, FollowOutcome, object, WaitOptions]>([
		['a completed job', { outcome: 'finished', job: job('completed') }, job('completed'), strict],
		['a failed one', { outcome: 'finished', job: job('failed') }, job('failed'), lenient],
		['a cancelled one', { outcome: 'finished', job: job('cancelled') }, job('cancelled'), lenient],
		['a running one', { outcome: 'timedOut', job: job('active') }, job('active'), lenient],
		['one never seen', { outcome: 'timedOut' }, job('queued'), lenient],
	])('delivers %s', (_, end, delivered, options) => {
		expect(toItemOutcome({ ...REF, status: 'queued' }, options, end)).toEqual({
			ok: true,
			agentId: 'a',
			job: delivered,
		});
	});

	it('calls the state of a job unknown that was never seen', () => {
		const outcome = toItemOutcome(REF, lenient, { outcome: 'timedOut' });
		expect(outcome).toMatchObject({ ok: true, job: { jobId: 'j', status: 'unknown' } });
	});

	it.each<[string, FollowOutcome, string | undefined, RegExp]>([
		['failed', { outcome: 'finished', job: job('failed') }, 'failed', /failed/],
		['took too long', { outcome: 'timedOut', job: job('active') }, 'active', /60 s/],
		['was never seen', { outcome: 'timedOut' }, 'queued', /60 s/],
		['can not be read', { outcome: 'gaveUp', fault: status(401) }, 'queued', /401/],
		['was left', { outcome: 'aborted', job: job('active') }, 'active', /./],
	])('tells of a job that %s, always with its id and state', (_, end, seen, words) => {
		const outcome = toItemOutcome({ ...REF, status: 'queued' }, strict, end);
		if (outcome.ok) throw new Error('Nothing should be delivered');
		expect(outcome.failure.details).toMatchObject({ agentId: 'a', jobId: 'j', status: seen });
		expect(JSON.stringify(outcome.failure)).toMatch(words);
	});
});

describe('a wait', () => {
	const START_MS = 1_000_000;
	async function wait(script: Script, change: Partial<WaitOptions>, startedAtMs?: number) {
		const clock = new VirtualClock(START_MS);
		const api = new ScriptedApi(script);
		const room = { api, clock, random: () => 0.5, fleets: new Map() } as unknown as WaitingRoom;
		const outcome = await clock.run(awaitJob(room, REF, { ...strict, ...change }, startedAtMs));
		return { outcome, looks: api.looks.length, tookMs: clock.now() - START_MS, room };
	}

	it('for a job whose start is not known looks at once, and learns nothing for others', async () => {
		const { looks, tookMs, room } = await wait({ looks: [job('completed')] }, {});
		expect([looks, tookMs, room.fleets.size]).toEqual([1, 0, 0]);
	});

	it('for a job just started gives it a moment, and learns how long it took', async () => {
		const { tookMs, room } = await wait({ looks: [job('completed')] }, {}, START_MS);
		expect(tookMs).toBeGreaterThan(200);
		expect(room.fleets.get('a')?.quickestMs()).toBe(tookMs);
	});

	it('counts its time from the start of the job', async () => {
		const { outcome, tookMs } = await wait({ looks: [job('active')] }, {}, START_MS - 50_000);
		expect(outcome.ok).toBe(false);
		expect(tookMs).toBe(10_000);
	});

	it.each([
		[
			'what was last seen',
			{ jobId: 'j', status: 'active', progress: 40 },
			{ status: 'active', sample: { ageMs: expect.any(Number) as number, percent: 40 } },
		],
		['what was known', { fault: status(503) }, { status: 'queued', sample: undefined }],
	])('that is ended before its job can be taken up again, with %s', async (_, look, known) => {
		const clock = new VirtualClock(START_MS);
		const api = new ScriptedApi({ looks: [look] });
		const room = { api, clock, random: () => 0.5, fleets: new Map() } as unknown as WaitingRoom;
		clock.after(5000, () => clock.abort());
		const ref = { ...REF, status: 'queued' };
		const outcome = await clock.run(awaitJob(room, ref, strict, START_MS));
		expect(outcome).toMatchObject({
			ok: false,
			unfinished: { ...ref, startedAtMs: START_MS, options: strict, ...known },
		});
		// How long it takes is not known yet, to no other job either.
		expect(room.fleets.get('a')?.quickestMs()).toBeUndefined();
	});

	it('that has come to its end is not to be taken up again', async () => {
		for (const looks of [[job('failed')], [job('active')]]) {
			const { outcome } = await wait({ looks }, {}, START_MS);
			expect(outcome.ok).toBe(false);
			expect(outcome).not.toHaveProperty('unfinished');
		}
	});

	it('keeps to an interval that is asked for', async () => {
		const options = { pollIntervalSeconds: 20 };
		const { looks, tookMs } = await wait({ looks: [job('active')] }, options, START_MS);
		expect([looks, tookMs]).toEqual([3, 60_000]);
	});
});
