import { knownRows } from '../../../../nodes/AgentsCode/trigger/history/knownRows';
import { encodeLedger } from '../../../../nodes/AgentsCode/trigger/history/ledger';
import {
	isBaselineAfter,
	openWalk,
	type Reach,
} from '../../../../nodes/AgentsCode/trigger/history/openWalk';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { ended, iso, MINUTE, NOW } from './scriptedSource';
import { suspended } from './settling';
import { ledger, openRun, stateOf } from './stateParts';
import { idsOf, taken } from './walking';

const LOOK_BACK = { lookBackMs: 60 * MINUTE };
const opened = (before?: TriggerState, reach: Reach = LOOK_BACK) =>
	openWalk(before, knownRows(before), reach, NOW);

it.each([
	['no poll before it', undefined, true],
	['one that was through', stateOf(), false],
	['a first one, cut short', stateOf({ walk: suspended({ isBaseline: true }) }), true],
	['a later one, cut short', stateOf({ walk: suspended() }), false],
])('a poll with %s is a first one: %p', (_, before, isBaseline) => {
	expect(isBaselineAfter(before)).toBe(isBaseline);
	expect(idsOf(taken(opened(before), [ended('x', -5)]).news)).toBe(isBaseline ? '' : 'x');
});

describe('what is still reported goes', () => {
	const rows = [ended('young', -29), ended('edge', -30), ended('old', -31), ended('ancient', -90)];
	const newsOf = (aheadMs: number | null, reportBackMs?: number) =>
		idsOf(taken(opened(stateOf({ aheadMs }), { ...LOOK_BACK, reportBackMs }), rows).news);

	it.each([
		['by this time', 0, 30 * MINUTE, 'young edge'],
		['by the service’s clock, which is ahead', 5 * MINUTE, 35 * MINUTE, 'young edge'],
		['by the service’s clock, which is behind', -5 * MINUTE, 25 * MINUTE, 'young edge'],
		['by no time where none is set', 0, undefined, 'young edge old ancient'],
		['by no time where the clock is not known', null, MINUTE, 'young edge old ancient'],
	])('%s', (_, aheadMs, reportBackMs, news) => {
		expect(newsOf(aheadMs, reportBackMs)).toBe(news);
	});
});

describe('a first poll that is continued', () => {
	const newsOf = (aheadMs: number | null) => {
		const walk = suspended({ isBaseline: true, sinceMs: NOW - 10 * MINUTE });
		const rows = [ended('since', -9), ended('then', -10), ended('before', -11)];
		return idsOf(taken(opened(stateOf({ aheadMs, walk })), rows).news);
	};

	it('tells what has ended since it began, by the service’s clock', () => {
		expect(newsOf(0)).toBe('since');
		expect(newsOf(null)).toBe('since');
		expect(newsOf(MINUTE)).toBe('');
		expect(newsOf(-MINUTE)).toBe('since then');
	});

	it('has read what is known', () => {
		const text = encodeLedger(ledger('a b'));
		const walk = opened(stateOf({ ledger: text, walk: suspended({ isBaseline: true }) }));
		expect([walk.cursor, walk.read]).toEqual(['c', ledger('a b')]);
	});
});

describe('a later poll that is continued', () => {
	const read = encodeLedger(ledger('a b c'));

	it('has read what it had read above its cursor', () => {
		const walk = opened(stateOf({ walk: suspended({ read, above: 2 }) }));
		expect([walk.cursor, walk.read]).toEqual(['c', ledger('a b')]);
		expect(walk.readEarlier).toEqual(ledger('a b c'));
	});

	it('begins at the top where it has none', () => {
		const walk = opened(stateOf({ walk: suspended({ read, above: 2, cursor: null }) }));
		expect([walk.cursor, walk.read]).toEqual([undefined, []]);
	});

	it('begins at the top where none was cut short', () => {
		expect(opened(stateOf()).cursor).toBeUndefined();
		expect(opened().cursor).toBeUndefined();
	});
});

describe('a poll reads down to', () => {
	/** Whether eight rows that ended so long ago lie below the line. */
	const isBelow = (minutes: number, change: Partial<TriggerState>) => {
		const rows = Array.from({ length: 8 }, (_, index) => ended(`o${index}`, -minutes));
		return taken(opened(stateOf(change)), rows).waterline.isBelow;
	};
	const sweep = { serviceMs: NOW - 5 * MINUTE, atMs: NOW, polls: 0, pages: 1, sawNews: false };

	it('the look-back at the last sweep', () => {
		expect([isBelow(65, { sweep }), isBelow(66, { sweep })]).toEqual([false, true]);
	});

	it('no line where the service’s clock was not known then', () => {
		expect(isBelow(9999, {})).toBe(false);
	});

	it.each([
		['a run that can not be asked for', { jobId: '' }, false],
		['a run that the service did not know', { misses: 3 }, false],
		['no run that can be asked for', {}, true],
		['no run without a date', { jobId: '', startedAt: null }, true],
		['no run with a broken one', { jobId: '', startedAt: 'soon' }, true],
		['no run that started later', { jobId: '', startedAt: iso(-10) }, true],
	])('%s', (_, change, expected) => {
		const open = [openRun('x', { startedAt: iso(-100), ...change })];
		expect(isBelow(99, { sweep, open })).toBe(expected);
		expect(isBelow(101, { sweep, open })).toBe(true);
	});
});
