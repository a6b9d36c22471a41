import type { Fault } from '../../../nodes/AgentsCode/api/result';
import type { JobRequest } from '../../../nodes/AgentsCode/jobs/jobRoom';
import type { LedgerEntry } from '../../../nodes/AgentsCode/jobs/ledger';
import { isWorthRestarting } from '../../../nodes/AgentsCode/jobs/runJob';
import { network, status, UNREADABLE } from '../../support/scriptedApi';
import { failureOf, job, KEY, runItem } from './oneItem';

describe('an item without a job', () => {
	it('gets one, and it is remembered with its last state', async () => {
		const { outcome, posts, entry } = await runItem({
			script: { starts: [job('queued')], looks: [job('active'), job('completed')] },
		});
		expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job('completed') });
		expect(posts).toBe(1);
		expect(entry).toMatchObject({ state: 'started', jobId: 'new', status: 'completed' });
	});

	it('is delivered as started where nothing is waited for', async () => {
		const { outcome, looks, entry } = await runItem({
			script: { starts: [job('queued')] },
			request: { waitForCompletion: false },
		});
		expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job('queued') });
		expect(looks).toEqual([]);
		expect(entry).toMatchObject({ jobId: 'new' });
	});

	it('leaves nothing behind when it is refused', async () => {
		const { outcome, entry } = await runItem({ script: { starts: [{ fault: status(402) }] } });
		expect(failureOf(outcome)).toMatchObject({ details: { agentId: 'a1', httpStatus: 402 } });
		expect(entry).toBeUndefined();
	});

	it.each<[string, Fault]>([
		['a server fault', status(500)],
		['a time-out', network('ECONNABORTED')],
		['an unreadable answer', UNREADABLE],
	])('is remembered as unclear after %s', async (_, fault) => {
		const { outcome, posts, entry } = await runItem({ script: { starts: [{ fault }] } });
		expect(failureOf(outcome)?.message).toContain('may have been started');
		const { sentAtMs, endedAtMs } = failureOf(outcome)?.unclearStart ?? {};
		expect([sentAtMs, endedAtMs]).toEqual([1_000_000, 1_000_000]);
		expect(entry).toMatchObject({ state: 'unclear', agentId: 'a1', fault });
		expect(posts).toBe(1);
	});

	it('is remembered before the request goes out, in case that nobody sees its answer', async () => {
		const { entryAtStart } = await runItem({ script: { starts: [{ fault: status(402) }] } });
		expect(entryAtStart).toMatchObject({
			state: 'starting',
			agentId: 'a1',
			startedAtMs: 1_000_000,
		});
	});

	it('gets none while something stands against it', async () => {
		const { outcome, posts, entry } = await runItem({
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

describe('an item whose start was never confirmed', () => {
	it.each<[string, LedgerEntry, string, number]>([
		[
			'by its answer',
			{ state: 'unclear', agentId: 'a1', startedAtMs: 5, endedAtMs: 9, fault: status(502) },
			'HTTP 502',
			9,
		],
		[
			'because nobody was there to see it',
			{ state: 'starting', agentId: 'a1', startedAtMs: 5 },
			'no clear answer',
			5,
		],
	])('%s is not started again', async (_, known, words, endedAtMs) => {
		const { outcome, posts, looks, entry } = await runItem({ script: {}, known });
		expect(failureOf(outcome)?.message).toContain('may have been started');
		expect(failureOf(outcome)?.message).toContain(words);
		expect(failureOf(outcome)?.unclearStart).toEqual({ agentId: 'a1', sentAtMs: 5, endedAtMs });
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
