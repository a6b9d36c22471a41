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

	const spoiled = (part: object) =>
		Object.keys(part).flatMap((field) => [
			{ field, part: { ...part, [field]: undefined } },
			{ field, part: { ...part, [field]: { odd: true } } },
		]);

	it.each(spoiled(openRun('b')))('refuses an open run without a sound $field', ({ part }) =>
		expect(isTriggerState({ ...sound, open: [openRun('a'), part] })).toBe(false),
	);

	it.each(spoiled(sound.sweep))('refuses a sweep without a sound $field', ({ part }) =>
		expect(isTriggerState({ ...sound, sweep: part })).toBe(false),
	);

	it.each(spoiled(sound.walk ?? {}))('refuses a walk without a sound $field', ({ part }) =>
		expect(isTriggerState({ ...sound, walk: part })).toBe(false),
	);

	it.each([
		['a broken ledger', { ledger: 'abc' }],
		['a broken ledger of a walk', { walk: { ...sound.walk, read: 'abc' } }],
		['a first walk that is none or other', { walk: { ...sound.walk, isBaseline: 'yes' } }],
		['another version', { version: 2 }],
		['no run where one should be', { open: [null] }],
		['no sweep', { sweep: null }],
		['NaN', { polledAtMs: NaN }],
		['a cut that is no time', { cutMs: 'soon' }],
	])('refuses %s', (_name, change) => expect(isTriggerState({ ...sound, ...change })).toBe(false));

	it.each([
		['no walk', { walk: null }],
		['a walk that begins again from the top', { walk: { ...sound.walk, cursor: null } }],
		['a first walk', { walk: { ...sound.walk, isBaseline: true } }],
		['a history without dates', { newestMs: null, aheadMs: null }],
		['a history with dates', { newestMs: NOW, aheadMs: -5 }],
		['a sweep by dates', { sweep: { ...sound.sweep, serviceMs: NOW } }],
		['a run that says when it started', { open: [openRun('b', { startedAt: '2026-05-01' })] }],
	])('believes %s', (_name, change) => expect(isTriggerState({ ...sound, ...change })).toBe(true));

	it('never throws', () => {
		fc.assert(fc.property(fc.anything(), (value) => expect(isTriggerState(value)).toBe(false)));
	});
});
