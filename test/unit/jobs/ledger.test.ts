import type { IContextObject } from 'n8n-workflow';
import { openLedger, type LedgerEntry } from '../../../nodes/AgentsCode/jobs/ledger';
import { ledgerKey } from '../../../nodes/AgentsCode/jobs/ledgerKey';
import { status } from '../../support/scriptedApi';
import { kept, parts } from './ledgerParts';

const started: LedgerEntry = {
	state: 'started',
	agentId: 'a1',
	jobId: 'j1',
	status: 'active',
	startedAtMs: 5,
};

describe('openLedger', () => {
	const key = ledgerKey(parts());

	it.each<[string, LedgerEntry]>([
		['starting', { state: 'starting', agentId: 'a1', startedAtMs: 5 }],
		[
			'unclear',
			{ state: 'unclear', agentId: 'a1', startedAtMs: 5, endedAtMs: 9, fault: status(502) },
		],
		['started', started],
	])('finds an entry that is %s again after n8n has stored it', (_, entry) => {
		const context: IContextObject = {};
		openLedger(context, () => 'source 1').record(key, entry);
		expect(openLedger(kept(context), () => 'source 2').find(key)).toMatchObject(entry);
	});

	it('forgets', () => {
		const context: IContextObject = {};
		const ledger = openLedger(context, () => 'source 1');
		ledger.record(key, started);
		ledger.forget(key);
		expect(ledger.find(key)).toBeUndefined();
		expect(openLedger(kept(context), () => 'source 1').find(key)).toBeUndefined();
	});

	it('leaves what others keep in the context alone', () => {
		const context: IContextObject = { loop: { round: 3 } };
		openLedger(context, () => 'source 1').record(key, started);
		expect(context.loop).toEqual({ round: 3 });
	});

	it.each([
		undefined,
		null,
		'text',
		[],
		{ [key]: null },
		{ [key]: 'started' },
		{ [key]: { state: 'started', agentId: 'a1', startedAtMs: 5, jobId: '' } },
		{ [key]: { state: 'started', agentId: 'a1', startedAtMs: 5 } },
		{ [key]: { ...started, jobId: '' } },
		{ [key]: { ...started, jobId: 7 } },
		{ [key]: { ...started, status: null } },
		{ [key]: { state: 'unclear', agentId: 'a1', startedAtMs: 5, endedAtMs: 9 } },
		{ [key]: { state: 'unclear', agentId: 'a1', startedAtMs: 5, fault: status(502) } },
		{ [key]: { state: 'started', agentId: 'a1', jobId: 'j', status: 'active' } },
		{ [key]: { state: 'started', startedAtMs: 5, jobId: 'j', status: 'active' } },
		{ [key]: { state: 'unclear', agentId: 'a1', startedAtMs: 5 } },
		{ [key]: { state: 'of mind', agentId: 'a1', startedAtMs: 5 } },
	])('believes nothing that is not its own: %j', (stored) => {
		const context = { agentsCodeJobs: stored } as IContextObject;
		expect(openLedger(context, () => 'source 1').find(key)).toBeUndefined();
	});

	it('knows the started job of each place, of several the latest', () => {
		const context: IContextObject = {};
		const ledger = openLedger(context);
		ledger.record('0:0:x', started);
		ledger.record('0:0:y', { ...started, jobId: 'j2' });
		ledger.record('0:1:x', { state: 'starting', agentId: 'a1', startedAtMs: 5 });
		const byPlace = openLedger(kept(context)).startedByPlace();
		expect([...byPlace].map(([place, { jobId }]) => [place, jobId])).toEqual([['0:0', 'j2']]);
	});

	it('knows the ids of all started jobs', () => {
		const ledger = openLedger({}, () => 'source 1');
		ledger.record('0:0:x', started);
		ledger.record('0:1:x', { ...started, jobId: 'j2' });
		ledger.record('0:2:x', { state: 'starting', agentId: 'a1', startedAtMs: 5 });
		expect(ledger.jobIds()).toEqual(new Set(['j1', 'j2']));
	});
});

describe('an item that now asks for something else', () => {
	const before = ledgerKey(parts({ body: { input: 'at 10:00' } }));
	const now = ledgerKey(parts({ body: { input: 'at 10:01' } }));
	const context = (): IContextObject => {
		const fresh: IContextObject = {};
		openLedger(fresh, () => 'source 1').record(before, started);
		return fresh;
	};

	it('finds its job where it comes from the same source', () => {
		expect(openLedger(context(), () => 'source 1').find(now)).toMatchObject({ jobId: 'j1' });
	});

	it('does not find it once its source was edited', () => {
		expect(openLedger(kept(context()), () => 'source 2').find(now)).toBeUndefined();
	});

	it('does not find it where one place may ask different things', () => {
		const fresh: IContextObject = {};
		openLedger(fresh).record(before, started);
		expect(openLedger(fresh).find(now)).toBeUndefined();
		expect(openLedger(fresh).find(before)).toMatchObject({ jobId: 'j1' });
	});

	it('does not find the job of another item or of another run', () => {
		const ledger = openLedger(context(), () => 'source 1');
		expect(ledger.find(ledgerKey(parts({ itemIndex: 1 })))).toBeUndefined();
		expect(ledger.find(ledgerKey(parts({ runIndex: 1 })))).toBeUndefined();
	});

	it('is known by its new source once that has found it', () => {
		const stored = kept(context());
		openLedger(stored, () => 'source 2').find(before);
		expect(openLedger(stored, () => 'source 2').find(now)).toMatchObject({ jobId: 'j1' });
	});

	it('has one entry, however often it changes', () => {
		const fresh = context();
		const ledger = openLedger(fresh, () => 'source 1');
		ledger.record(now, { ...started, jobId: 'j2' });
		expect(ledger.find(before)).toMatchObject({ jobId: 'j2' });
		ledger.forget(now);
		expect(fresh.agentsCodeJobs).toEqual({});
		expect(ledger.find(before)).toBeUndefined();
	});
});
