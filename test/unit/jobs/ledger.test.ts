import fc from 'fast-check';
import type { IContextObject, INodeParameters } from 'n8n-workflow';
import type { StartBody } from '../../../nodes/AgentsCode/api/client';
import { openLedger, type LedgerEntry } from '../../../nodes/AgentsCode/jobs/ledger';
import { ledgerKey, sourceOf, type LedgerKeyParts } from '../../../nodes/AgentsCode/jobs/ledgerKey';
import { status } from '../../support/scriptedApi';

const parts = (change: Partial<LedgerKeyParts> = {}): LedgerKeyParts => ({
	runIndex: 0,
	itemIndex: 0,
	baseUrl: 'http://service.test/v1',
	agentId: 'a1',
	body: { input: { topic: 'tides' } },
	...change,
});

const DAY = new Date('2026-01-01');

const started: LedgerEntry = {
	state: 'started',
	agentId: 'a1',
	jobId: 'j1',
	status: 'active',
	startedAtMs: 5,
};

/** What n8n keeps of the context, in its database and over a retry. */
const kept = (context: IContextObject) => JSON.parse(JSON.stringify(context)) as IContextObject;

describe('ledgerKey', () => {
	it.each<[string, Partial<LedgerKeyParts>]>([
		['another run of the node', { runIndex: 1 }],
		['another item', { itemIndex: 1 }],
		['another service', { baseUrl: 'http://other.test/v1' }],
		['another agent', { agentId: 'a2' }],
		['another input', { body: { input: { topic: 'moons' } } }],
		['a text instead of an object', { body: { input: '{"topic":"tides"}' } }],
		['a context', { body: { input: { topic: 'tides' }, contextData: 'for Jeff' } }],
		['a field more', { body: { input: { topic: 'tides', tone: null } } }],
		['another day', { body: { input: { topic: 'tides', on: new Date('2026-02-01') as never } } }],
	])('differs for %s', (_, change) =>
		expect(ledgerKey(parts(change))).not.toBe(ledgerKey(parts())),
	);

	it.each<[string, StartBody, StartBody]>([
		[
			'the order of fields',
			{ input: { a: 1, b: { c: 2, d: 3 } } },
			{ input: { b: { d: 3, c: 2 }, a: 1 } },
		],
		['an empty context', { input: 'text' }, { input: 'text', contextData: '' }],
		['a field that is undefined', { input: { a: undefined, b: 1 } }, { input: { b: 1 } }],
		[
			'whether a date is a text yet',
			{ input: { on: DAY as never } },
			{ input: { on: DAY.toJSON() } },
		],
	])('does not depend on %s', (_, one, other) =>
		expect(ledgerKey(parts({ body: one }))).toBe(ledgerKey(parts({ body: other }))),
	);

	it('is equal for equal work only', () => {
		const inputs = fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 2 }));
		fc.assert(
			fc.property(inputs, inputs, (one, other) => {
				const keyOf = (input: object) => ledgerKey(parts({ body: { input } as StartBody }));
				const sorted = (input: object) =>
					JSON.stringify(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)));
				const isSame =
					sorted(kept(one as IContextObject)) === sorted(kept(other as IContextObject));
				if (isSame) expect(keyOf(one)).toBe(keyOf(other));
				else if (keyOf(one) === keyOf(other)) expect(one).toEqual(other);
			}),
		);
	});

	it('shows nothing of what was asked for', () => {
		expect(ledgerKey(parts({ body: { input: 'a secret' } }))).toMatch(/^0:0:[0-9a-f]{32}$/);
	});
});

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

describe('sourceOf', () => {
	const item = { city: 'Oslo', when: '={{ $now }}' };
	const agentId = { __rl: true, mode: 'list', value: 'a1', cachedResultName: 'A1 (5 credits)' };
	const parameters = { agentId, inputMode: 'text', inputText: '={{ $now }}', options: {} };
	const source = sourceOf(item, parameters, 'http://a/v1');

	it('does not depend on the order of fields', () => {
		const { city, when } = item;
		expect(sourceOf({ when, city }, parameters, 'http://a/v1')).toBe(source);
	});

	it.each([
		['item', sourceOf({ ...item, city: 'Rome' }, parameters, 'http://a/v1')],
		['service', sourceOf(item, parameters, 'http://b/v1')],
	])('tells another %s', (_, other) => expect(other).not.toBe(source));

	it.each<[string, INodeParameters]>([
		['agent', { agentId: { ...agentId, value: 'a2' } }],
		['input mode', { inputMode: 'json' }],
		['text', { inputText: 'now' }],
		['JSON', { inputJson: '{}' }],
		['fields', { inputFields: { assignments: [] } }],
		['context', { options: { contextData: 'For Jeff' } }],
	])('tells another %s of the form', (_, change) => {
		expect(sourceOf(item, { ...parameters, ...change }, 'http://a/v1')).not.toBe(source);
	});

	it.each<[string, INodeParameters]>([
		['how the agent was picked', { agentId: { __rl: true, mode: 'id', value: 'a1' } }],
		['a time-out', { options: { timeoutSeconds: 9 } }],
		['an empty context', { options: { contextData: '' } }],
		['whether it is waited for', { waitForCompletion: false }],
	])('does not depend on what no request is made of: %s', (_, change) => {
		expect(sourceOf(item, { ...parameters, ...change }, 'http://a/v1')).toBe(source);
	});

	it('is the same for an item that n8n has stored meanwhile', () => {
		const fresh = { on: DAY, phone: undefined };
		const stored = kept(fresh as unknown as IContextObject);
		expect(sourceOf(fresh, parameters, 'u')).toBe(sourceOf(stored, parameters, 'u'));
	});

	it('does not exist for an item that contains itself', () => {
		const circle: Record<string, unknown> = {};
		circle.self = circle;
		expect(sourceOf(circle, parameters, 'u')).toBeUndefined();
	});
});
