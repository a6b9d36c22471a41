import fc from 'fast-check';
import { WORTH_PARKING_MS } from '../../../../nodes/AgentsCode/operations/durable/limits';
import { endSoon, nextLookAt } from '../../../../nodes/AgentsCode/operations/durable/pace';
import type { ParkedJob } from '../../../../nodes/AgentsCode/operations/durable/parcel';
import { parkedJob } from './jobs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const sample = (ageMs: number, percent: number) => ({ ageMs, percent });

const DELAYS: Array<[what: string, job: ParkedJob, nowMs: number, delayMs: number]> = [
	['a young job without progress', parkedJob(), MINUTE, WORTH_PARKING_MS],
	['a job of 20 minutes without progress', parkedJob(), 20 * MINUTE, WORTH_PARKING_MS],
	['a job of an hour without progress', parkedJob(), HOUR, 3 * MINUTE],
	['a job of five hours without progress', parkedJob(), 5 * HOUR, 5 * MINUTE],
	[
		'the predicted end, a little later',
		parkedJob({ samples: [sample(0.2 * HOUR, 20.5), sample(0.6 * HOUR, 61.5)] }),
		0.6 * HOUR,
		((HOUR * 100) / 102.5 - 0.6 * HOUR) * 1.02 + 1000,
	],
	[
		'no further than the job is old',
		parkedJob({ samples: [sample(2 * MINUTE, 0.5)] }),
		2 * MINUTE,
		2 * MINUTE,
	],
	[
		'no further than the job has worked since it was seen queued',
		parkedJob({ samples: [sample(60 * MINUTE, 0), sample(64 * MINUTE, 8)] }),
		64 * MINUTE,
		4 * MINUTE,
	],
	[
		'the end of a job that was queued for long, by its own pace',
		parkedJob({
			samples: [sample(60 * MINUTE, 0), sample(64 * MINUTE, 8.5), sample(68 * MINUTE, 16.5)],
		}),
		68 * MINUTE,
		8 * MINUTE,
	],
	[
		'a job that has been queued for an hour',
		parkedJob({ samples: [sample(HOUR, 0)] }),
		HOUR,
		3 * MINUTE,
	],
	[
		'no sooner than parking is worth',
		parkedJob({ samples: [sample(10 * MINUTE, 99.5)] }),
		10 * MINUTE,
		WORTH_PARKING_MS,
	],
	[
		'a predicted end that is past counts as none',
		parkedJob({ samples: [sample(30 * MINUTE, 50.5)] }),
		2 * HOUR,
		5 * MINUTE,
	],
	['a fixed interval', parkedJob({}, { pollIntervalSeconds: 600 }), HOUR, 10 * MINUTE],
	[
		'a fixed interval that is too short',
		parkedJob({}, { pollIntervalSeconds: 5 }),
		HOUR,
		WORTH_PARKING_MS,
	],
	['the deadline', parkedJob({}, { timeoutSeconds: 130 }), 100_000, 30_000],
	['now, when the deadline has passed', parkedJob({}, { timeoutSeconds: 130 }), 131_000, 0],
];

it.each(DELAYS)('the next look: %s', (_what, job, nowMs, delayMs) => {
	expect(nextLookAt([job], nowMs) - nowMs).toBeCloseTo(delayMs, 0);
});

it('counts from the start of the job', () => {
	const job = parkedJob({ startedAtMs: 1_000_000 }, { timeoutSeconds: 130 });
	expect(nextLookAt([job], 1_100_000)).toBe(1_130_000);
});

it('suits the job that wants it soonest', () => {
	const jobs = [
		parkedJob({}, { pollIntervalSeconds: 900 }),
		parkedJob({}, { pollIntervalSeconds: 200 }),
		parkedJob({}, { pollIntervalSeconds: 500 }),
	];
	expect(nextLookAt(jobs, HOUR)).toBe(HOUR + 200_000);
});

const jobs = fc.record({
	ageMs: fc.double({ min: 0, max: 20 * HOUR, noNaN: true }),
	percents: fc.array(fc.double({ min: 0.01, max: 99.99, noNaN: true }), { maxLength: 2 }),
	timeoutSeconds: fc.integer({ min: 1, max: 100 * 3600 }),
	pollIntervalSeconds: fc.constantFrom(0, 0, 5, 300),
});

it('is never so near that parking is not worth it, nor after the deadline', () => {
	fc.assert(
		fc.property(jobs, ({ ageMs, percents, timeoutSeconds, pollIntervalSeconds }) => {
			const rising = [...new Set(percents)].sort((a, b) => a - b);
			const samples = rising.map((percent, index) =>
				sample((ageMs * (index + 1)) / rising.length, percent),
			);
			const job = parkedJob({ samples }, { timeoutSeconds, pollIntervalSeconds });
			const delayMs = nextLookAt([job], ageMs) - ageMs;
			const leftMs = Math.max(0, timeoutSeconds * 1000 - ageMs);
			expect(delayMs).toBeLessThanOrEqual(leftMs + 1);
			expect(delayMs).toBeGreaterThanOrEqual(Math.min(leftMs, WORTH_PARKING_MS) - 1);
		}),
	);
});

describe('jobs end soon', () => {
	const atHalf = parkedJob({ samples: [sample(MINUTE, 50.5)] });
	const atTenth = parkedJob({ samples: [sample(MINUTE, 10.5)] });

	it.each<[what: string, jobs: ParkedJob[], nowMs: number, soon: boolean]>([
		['one at its half', [atHalf], MINUTE, true],
		['one at its tenth', [atTenth], MINUTE, false],
		['one at its tenth, when it is nearly over', [atTenth], 9 * MINUTE, true],
		['one whose end has passed', [atHalf], 5 * MINUTE, true],
		['one that tells nothing', [parkedJob()], MINUTE, false],
		['all of several', [atHalf, atHalf], MINUTE, true],
		['not all of several', [atHalf, atTenth], MINUTE, false],
		['not all of several, one tells nothing', [atHalf, parkedJob()], MINUTE, false],
	])('%s', (_what, jobs_, nowMs, soon) => {
		expect(endSoon(jobs_, nowMs)).toBe(soon);
	});

	it('counts from the start of each', () => {
		const later = { ...atTenth, startedAtMs: 8 * MINUTE };
		expect(endSoon([later], 9 * MINUTE)).toBe(false);
		expect(endSoon([atTenth], 9 * MINUTE)).toBe(true);
	});
});
