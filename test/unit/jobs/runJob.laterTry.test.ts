import type { Fault } from '../../../nodes/AgentsCode/api/result';
import type { LedgerEntry } from '../../../nodes/AgentsCode/jobs/ledger';
import { network, status, UNREADABLE } from '../../support/scriptedApi';
import { failureOf, job, runItem } from './oneItem';

const started = (word = 'active'): LedgerEntry => ({
	state: 'started',
	agentId: 'a1',
	jobId: 'old',
	status: word,
	startedAtMs: 0,
});

describe('an item whose job an earlier try has started', () => {
	it.each([
		['queued', ['queued', 'active', 'completed']],
		['active', ['active', 'completed']],
		['in an unknown state', ['reticulating', 'completed']],
	])('waits again for one that is %s', async (_, words) => {
		const looks = words.map((word) => job(word, 'old'));
		const { outcome, posts } = await runItem({ script: { looks }, known: started() });
		expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job('completed', 'old') });
		expect(posts).toBe(0);
	});

	it('fetches one that is completed, with one look', async () => {
		const { outcome, posts, looks, entry } = await runItem({
			script: { looks: [job('completed', 'old')] },
			known: started(),
		});
		expect(outcome).toMatchObject({ ok: true, job: { jobId: 'old' } });
		expect([posts, looks]).toEqual([0, ['a1/old']]);
		expect(entry).toMatchObject({ jobId: 'old', status: 'completed' });
	});

	it.each(['failed', 'cancelled', 'canceled'])('starts one that %s anew', async (word) => {
		const { outcome, posts, entry } = await runItem({
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
			const { outcome, posts } = await runItem({
				script: { looks: [job(word, 'old')] },
				known: started(),
				options: { onFailure: 'returnJob' },
			});
			expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job(word, 'old') });
			expect(posts).toBe(0);
		},
	);

	it('delivers it without a look where nothing is waited for', async () => {
		const { outcome, posts, looks } = await runItem({
			script: {},
			known: started('queued'),
			request: { waitForCompletion: false },
		});
		expect(outcome).toEqual({ ok: true, agentId: 'a1', job: job('queued', 'old') });
		expect([posts, looks]).toEqual([0, []]);
	});

	it('asks for it under the agent that it was started with', async () => {
		const { outcome, looks } = await runItem({
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
		const { outcome, posts, entry } = await runItem({
			script: { looks: [{ fault }] },
			known: started(),
		});
		expect(failureOf(outcome)?.details).toMatchObject({ agentId: 'a1', jobId: 'old' });
		expect(posts).toBe(0);
		expect(entry).toMatchObject({ state: 'started', jobId: 'old' });
	});

	it('keeps it when the time is up again', async () => {
		const { outcome, posts, entry } = await runItem({
			script: { looks: [job('active', 'old')] },
			known: started('queued'),
		});
		expect(failureOf(outcome)?.details).toEqual({ agentId: 'a1', jobId: 'old', status: 'active' });
		expect(posts).toBe(0);
		expect(entry).toMatchObject({ jobId: 'old', status: 'active' });
	});

	it('keeps it when the execution is stopped', async () => {
		const { outcome, posts, entry } = await runItem({
			script: { looks: [job('active', 'old')] },
			known: started('queued'),
			prepare: (clock) => clock.after(5000, () => clock.abort()),
		});
		expect(failureOf(outcome)?.details).toMatchObject({ jobId: 'old', status: 'active' });
		expect(posts).toBe(0);
		expect(entry).toMatchObject({ jobId: 'old' });
	});

	it('is still waited for while nothing may be started', async () => {
		const { outcome } = await runItem({
			script: { looks: [job('active', 'old'), job('completed', 'old')] },
			known: started(),
			hindrance: '3 credits are missing',
		});
		expect(outcome).toMatchObject({ ok: true, job: { jobId: 'old' } });
	});
});
