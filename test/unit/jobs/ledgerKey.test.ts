import fc from 'fast-check';
import type { IContextObject, INodeParameters } from 'n8n-workflow';
import type { StartBody } from '../../../nodes/AgentsCode/api/client';
import { ledgerKey, sourceOf, type LedgerKeyParts } from '../../../nodes/AgentsCode/jobs/ledgerKey';
import { kept, parts } from './ledgerParts';

const DAY = new Date('2026-01-01');

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
