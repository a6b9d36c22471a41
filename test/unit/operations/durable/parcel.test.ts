import { wakeUpAt } from '../../../../nodes/AgentsCode/operations/durable/limits';
import {
	deadlineOf,
	readParcel,
	sortOut,
	toJson,
} from '../../../../nodes/AgentsCode/operations/durable/parcel';
import { openSettledItems } from '../../../../nodes/AgentsCode/operations/durable/settledItems';
import { jobLeftRunning } from '../../../../nodes/AgentsCode/jobs/itemFailure';
import { delivered, undelivered } from '../../../../nodes/AgentsCode/jobs/outcome';
import { OPTIONS, parkedJob } from './jobs';

const unfinished = { agentId: 'a1', jobId: 'j2', startedAtMs: 5, options: OPTIONS };
const OUTCOMES = [
	delivered('a1', { jobId: 'j1', status: 'completed', result: { big: 'x' } }),
	{ ok: false as const, failure: jobLeftRunning({ agentId: 'a1', jobId: 'j2' }), unfinished },
	undefined,
	undelivered({ message: 'no', description: '', details: { agentId: 'a1', jobId: 'j4' } }),
];
const { parked, settled } = sortOut(OUTCOMES);
const PARCEL = {
	parentExecutionId: '17',
	goesOn: false,
	nextLookAt: 1,
	parked,
	settled,
};

it('items are sorted into those that wait and those that do not, with their place', () => {
	expect(parked).toEqual([{ ...unfinished, itemIndex: 1, samples: [] }]);
	expect(settled.map(({ itemIndex, outcome }) => [itemIndex, outcome.ok])).toEqual([
		[0, true],
		[3, false],
	]);
});

it('a job takes along how far it had come when it was seen last', () => {
	const sample = { ageMs: 60_000, percent: 12 };
	const outcome = { ...OUTCOMES[1], unfinished: { ...unfinished, sample } };
	const [job] = sortOut([outcome as never]).parked;
	expect(job.samples).toEqual([sample]);
	expect(job).not.toHaveProperty('sample');
});

it('a parcel comes back from n8n as it was', () => {
	const stored = JSON.parse(JSON.stringify(toJson(PARCEL))) as object;
	expect(readParcel(stored)).toEqual(JSON.parse(JSON.stringify(PARCEL)));
});

it.each([
	['nothing', undefined],
	['an empty item', {}],
	['a list', []],
	['no jobs', { ...PARCEL, parked: undefined }],
	['jobs that are none', { ...PARCEL, parked: [{ jobId: 'j' }] }],
	['a job without an id', { ...PARCEL, parked: [{ ...parked[0], jobId: 7 }] }],
	['a job without options', { ...PARCEL, parked: [{ ...parked[0], options: null }] }],
	['no settled items', { ...PARCEL, settled: {} }],
	['no time', { ...PARCEL, nextLookAt: 'soon' }],
	['no parent', { ...PARCEL, parentExecutionId: undefined }],
])('is not read from %s', (_, json) => {
	expect(readParcel(json)).toBeUndefined();
});

it("a job's deadline counts from its start", () => {
	expect(deadlineOf(parkedJob({ startedAtMs: 5000 }, { timeoutSeconds: 2 }))).toBe(7000);
});

it.each([
	['a short wait', 130_000, 0, 3_730_000],
	['what is left of a wait', 5_400_000, 3_600_000, 9_000_000],
	['a long wait', 7_200_000, 0, 14_400_000],
])('the parked node wakes by itself well after its jobs had their time: %s', (_, at, now, wake) => {
	expect(wakeUpAt(at, now)).toBe(wake);
});

describe('settled items', () => {
	it('are kept in the execution, and told in input order with those that still wait', () => {
		const context = {};
		openSettledItems(context).add([settled[1]]);
		const stored = JSON.parse(JSON.stringify(context)) as object;
		const items = openSettledItems(stored as never);
		items.add([settled[0], settled[0]]);
		const all = items.withWaiting(parked);
		expect(all.map((outcome) => outcome?.ok)).toEqual([true, false, undefined, false]);
		expect(all[1]).toMatchObject({ failure: { details: { jobId: 'j2' } } });
		expect(items.withWaiting([])).toEqual([OUTCOMES[0], undefined, undefined, OUTCOMES[3]]);
	});
});
