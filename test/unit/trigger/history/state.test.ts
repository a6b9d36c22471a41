import fc from 'fast-check';
import { encodeLedger } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import { isTriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { ledger, NOW, openRun, stateOf } from './stateParts';

describe('the guard of the stored state', () => {
	const sound = stateOf({
		ledger: encodeLedger(ledger('a -b')),
		open: [openRun('b')],
		walk: {
			cursor: 'c',
			read: encodeLedger(ledger('a')),
			above: 1,
			isCut: false,
			isSweep: false,
			sinceMs: NOW,
		},
	});

	it('believes a sound one', () =>
		expect(isTriggerState(JSON.parse(JSON.stringify(sound)))).toBe(true));

	it.each(Object.keys(sound))('refuses one whose `%s` is missing or of another type', (field) => {
		const without: Record<string, unknown> = { ...sound };
		delete without[field];
		expect(isTriggerState(without)).toBe(false);
		expect(isTriggerState({ ...sound, [field]: { odd: true } })).toBe(false);
	});

	it.each([
		['an open run without an id', { open: [{ ...openRun('b'), id: undefined }] }],
		['a walk with a cursor of another type', { walk: { ...sound.walk, cursor: 5 } }],
		['a broken ledger', { ledger: 'abc' }],
		['a sweep that counts in words', { sweep: { ...sound.sweep, polls: 'three' } }],
		['NaN', { polledAtMs: NaN }],
	])('refuses %s', (_name, change) => expect(isTriggerState({ ...sound, ...change })).toBe(false));

	it('never throws', () => {
		fc.assert(fc.property(fc.anything(), (value) => expect(isTriggerState(value)).toBe(false)));
	});
});
