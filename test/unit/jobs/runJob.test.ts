import type { StoppableClock } from '../../../nodes/AgentsCode/api/clock';
import type { Fault } from '../../../nodes/AgentsCode/api/result';
import type { Job } from '../../../nodes/AgentsCode/api/shapes';
import {
	openWaitingRoom,
	type ItemOutcome,
	type JobRequest,
	type JobRoom,
} from '../../../nodes/AgentsCode/jobs/jobRoom';
import { openLedger, type LedgerEntry } from '../../../nodes/AgentsCode/jobs/ledger';
import { isWorthRestarting, runJob } from '../../../nodes/AgentsCode/jobs/runJob';
import { network, ScriptedApi, status, UNREADABLE, type Script } from '../../support/scriptedApi';
import { VirtualClock } from '../../support/virtualClock';

const KEY = '0:0:digest';
const job = (word: string, jobId = 'new'): Job => ({ jobId, status: word });
const started = (word = 'active'): LedgerEntry => ({
	state: 'started',
	agentId: 'a1',
	jobId: 'old',
	status: word,
	startedAtMs: 0,
});

interface Setting {
	script: Script;
	known?: LedgerEntry;
	request?: Partial<JobRequest>;
	options?: Partial<JobRequest['options']>;
	hindrance?: string;
	prepare?: (clock: VirtualClock) => void;
}

/** Runs one item in virtual time and tells what came of it, what was asked, and what is remembered. */
async function run({ script, known, request, options, hindrance, prepare }: Setting) {
	const clock = new VirtualClock(1_000_000);
	prepare?.(clock);
	const api = new ScriptedApi(script);
	const ledger = openLedger({}, () => 'source 1');
	if (known) ledger.record(KEY, known);
	const room: JobRoom = {
		...openWaitingRoom(api, clock as unknown as StoppableClock),
		random: () => 0.5,
		ledger,
		hindrance,
	};
	const outcome: ItemOutcome = await clock.run(
		runJob(room, {
			agentId: 'a1',
			body: { input: 'text' },
			ledgerKey: KEY,
			waitForCompletion: true,
			options: {
				timeoutSeconds: 60,
				onTimeout: 'error',
				onFailure: 'error',
				pollIntervalSeconds: 1,
				...options,
			},
			...request,
		}),
	);
	return { outcome, posts: api.starts.length, looks: api.looks, entry: ledger.find(KEY) };
}

const failureOf = (outcome: ItemOutcome) => (outcome.ok ? undefined : outcome.failure);

describe('an item without a job', () => {
	it('gets one, and it is remembered with its last state', async () => {
		const { outcome, posts, entry } = await run({
			script: { starts: [job('queued')], looks: [job('active'), job('completed')] },
		});
		expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job('completed') });
		expect(posts).toBe(1);
		expect(entry).toMatchObject({ state: 'started', jobId: 'new', status: 'completed' });
	});

	it('is delivered as started where nothing is waited for', async () => {
		const { outcome, looks, entry } = await run({
			script: { starts: [job('queued')] },
			request: { waitForCompletion: false },
		});
		expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job('queued') });
		expect(looks).toEqual([]);
		expect(entry).toMatchObject({ jobId: 'new' });
	});

	it('leaves nothing behind when it is refused', async () => {
		const { outcome, entry } = await run({ script: { starts: [{ fault: status(402) }] } });
		expect(failureOf(outcome)).toMatchObject({ details: { agentId: 'a1', httpStatus: 402 } });
		expect(entry).toBeUndefined();
	});

	it.each<[string, Fault]>([
		['a server fault', status(500)],
		['a time-out', network('ECONNABORTED')],
		['an unreadable answer', UNREADABLE],
	])('is remembered as unclear after %s', async (_, fault) => {
		const { outcome, posts, entry } = await run({ script: { starts: [{ fault }] } });
		expect(failureOf(outcome)?.message).toContain('may have been started');
		expect(entry).toMatchObject({ state: 'unclear', agentId: 'a1', fault });
		expect(posts).toBe(1);
	});

	it('gets none while something stands against it', async () => {
		const { outcome, posts, entry } = await run({
			script: {},
			hindrance: '3 credits are missing',
		});
		expect(failureOf(outcome)).toMatchObject({
			message: '3 credits are missing',
			details: { agentId: 'a1' },
		});
		expect(posts).toBe(0);
		expect(entry).toBeUndefined();
	});
});

describe('an item whose job an earlier try has started', () => {
	it.each([
		['queued', ['queued', 'active', 'completed']],
		['active', ['active', 'completed']],
		['in an unknown state', ['reticulating', 'completed']],
	])('waits again for one that is %s', async (_, words) => {
		const looks = words.map((word) => job(word, 'old'));
		const { outcome, posts } = await run({ script: { looks }, known: started() });
		expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job('completed', 'old') });
		expect(posts).toBe(0);
	});

	it('fetches one that is completed, with one look', async () => {
		const { outcome, posts, looks, entry } = await run({
			script: { looks: [job('completed', 'old')] },
			known: started(),
		});
		expect(outcome).toMatchObject({ ok: true, job: { jobId: 'old' } });
		expect([posts, looks]).toEqual([0, ['a1/old']]);
		expect(entry).toMatchObject({ jobId: 'old', status: 'completed' });
	});

	it.each(['failed', 'cancelled', 'canceled'])('starts one that %s anew', async (word) => {
		const { outcome, posts, entry } = await run({
			script: { starts: [job('queued')], looks: [job(word, 'old'), job('completed')] },
			known: started(),
		});
		expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job('completed') });
		expect(posts).toBe(1);
		expect(entry).toMatchObject({ jobId: 'new', status: 'completed' });
	});

	it.each(['failed', 'cancelled'])(
		'delivers one that %s where such jobs are wanted',
		async (word) => {
			const { outcome, posts } = await run({
				script: { looks: [job(word, 'old')] },
				known: started(),
				options: { onFailure: 'returnJob' },
			});
			expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job(word, 'old') });
			expect(posts).toBe(0);
		},
	);

	it('delivers it without a look where nothing is waited for', async () => {
		const { outcome, posts, looks } = await run({
			script: {},
			known: started('queued'),
			request: { waitForCompletion: false },
		});
		expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job('queued', 'old') });
		expect([posts, looks]).toEqual([0, []]);
	});

	it('asks for it under the agent that it was started with', async () => {
		const { outcome, looks } = await run({
			script: { looks: [job('completed', 'old')] },
			known: { ...started(), agentId: 'drawn-before' },
		});
		expect(looks).toEqual(['drawn-before/old']);
		expect(outcome).toMatchObject({ ok: true, agentId: 'drawn-before' });
	});

	it.each<[string, Fault]>([
		['401', status(401)],
		['403', status(403)],
		['404 for ever', status(404)],
		['500 for ever', status(500)],
		['an unreadable answer for ever', UNREADABLE],
		['no connection for ever', network('ECONNREFUSED')],
	])('starts nothing anew when it can not be looked at: %s', async (_, fault) => {
		const { outcome, posts, entry } = await run({
			script: { looks: [{ fault }] },
			known: started(),
		});
		expect(failureOf(outcome)?.details).toMatchObject({ agentId: 'a1', jobId: 'old' });
		expect(posts).toBe(0);
		expect(entry).toMatchObject({ state: 'started', jobId: 'old' });
	});

	it('keeps it when the time is up again', async () => {
		const { outcome, posts, entry } = await run({
			script: { looks: [job('active', 'old')] },
			known: started('queued'),
		});
		expect(failureOf(outcome)?.details).toEqual({ agentId: 'a1', jobId: 'old', status: 'active' });
		expect(posts).toBe(0);
		expect(entry).toMatchObject({ jobId: 'old', status: 'active' });
	});

	it('keeps it when the execution is stopped', async () => {
		const { outcome, posts, entry } = await run({
			script: { looks: [job('active', 'old')] },
			known: started('queued'),
			prepare: (clock) => clock.after(5000, () => clock.abort()),
		});
		expect(failureOf(outcome)?.details).toMatchObject({ jobId: 'old', status: 'active' });
		expect(posts).toBe(0);
		expect(entry).toMatchObject({ jobId: 'old' });
	});

	it('is still waited for while nothing may be started', async () => {
		const { outcome } = await run({
			script: { looks: [job('active', 'old'), job('completed', 'old')] },
			known: started(),
			hindrance: '3 credits are missing',
		});
		expect(outcome).toMatchObject({ ok: true, job: { jobId: 'old' } });
	});
});

describe('an item whose start was never confirmed', () => {
	it.each<[string, LedgerEntry, string]>([
		[
			'by its answer',
			{ state: 'unclear', agentId: 'a1', startedAtMs: 5, endedAtMs: 9, fault: status(502) },
			'HTTP 502',
		],
		[
			'because nobody was there to see it',
			{ state: 'starting', agentId: 'a1', startedAtMs: 5 },
			'no clear answer',
		],
	])('%s is not started again', async (_, known, words) => {
		const { outcome, posts, looks, entry } = await run({ script: {}, known });
		expect(failureOf(outcome)?.message).toContain('may have been started');
		expect(failureOf(outcome)?.message).toContain(words);
		expect(failureOf(outcome)?.unclearStart).toMatchObject({ agentId: 'a1', sentAtMs: 5 });
		expect([posts, looks]).toEqual([0, []]);
		expect(entry).toMatchObject(known);
	});
});

describe('isWorthRestarting', () => {
	const options: JobRequest['options'] = {
		timeoutSeconds: 60,
		onTimeout: 'error',
		onFailure: 'error',
		pollIntervalSeconds: 0,
	};
	const request = {
		agentId: 'a1',
		body: { input: '' },
		ledgerKey: KEY,
		waitForCompletion: true,
		options,
	};

	it.each([
		['failed', true],
		['cancelled', true],
		['canceled', true],
		['completed', false],
		['active', false],
		['queued', false],
		['unknown', false],
		['anything else', false],
	])('%s: %s', (word, isLost) => expect(isWorthRestarting(word, request)).toBe(isLost));

	it('never where failed jobs are delivered, or nothing is waited for', () => {
		const returning = { ...request, options: { ...options, onFailure: 'returnJob' as const } };
		expect(isWorthRestarting('failed', returning)).toBe(false);
		expect(isWorthRestarting('failed', { ...request, waitForCompletion: false })).toBe(false);
	});
});
