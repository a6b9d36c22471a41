import { createFleet } from '../../../nodes/AgentsCode/jobs/fleet';
import { adaptivePace, fixedPace } from '../../bench/simulate';
import * as kinds from '../../bench/jobKinds';
import { waitForPopulation, type Population } from '../../bench/population';
import { mean, percentile } from '../../bench/statistics';

/** What the schedule promises, played in simulated time with requests of 5 to 15 ms. */
const play = async (population: Partial<Population> & Pick<Population, 'kind' | 'lengthMs'>) => {
	const { looks, latenessMs } = await waitForPopulation({
		runs: 100,
		pace: adaptivePace,
		...population,
	});
	return {
		mostLooks: Math.max(...looks),
		meanLooks: mean(looks),
		meanLatenessMs: mean(latenessMs),
		latestMs: Math.max(...latenessMs),
		p95Ms: percentile(latenessMs, 0.95),
	};
};

const SECOND = 1000;
/** How long a request may take in these plays. */
const REQUEST_MS = 15;
const HOUR = 3600 * SECOND;
const STEADY = [
	['cut to whole numbers', kinds.cutToWhole],
	['rounded', kinds.rounded],
	['exact', kinds.exact],
] as const;

describe.each(STEADY)('with progress reported, %s', (_, kind) => {
	it.each([
		[3 * SECOND, 2, 200],
		[5 * SECOND, 4, 300],
		[30 * SECOND, 8, 300],
		[600 * SECOND, 15, 30_000],
	])(
		'a job of %d ms takes at most %d looks and is noticed within %d ms',
		async (lengthMs, looks, ms) => {
			const { mostLooks, latestMs } = await play({ kind, lengthMs });
			expect(mostLooks).toBeLessThanOrEqual(looks);
			expect(latestMs).toBeLessThanOrEqual(ms);
		},
	);

	it.each([1, 1.5, 2, 3, 4, 5, 7, 10, 20, 30, 60, 300, 600, 3600, 21_600])(
		'jobs of about %d s are noticed within 5 %% of their length, or a quarter of a second',
		async (lengthS) => {
			const lengthMs = lengthS * SECOND;
			const { p95Ms } = await play({ kind, lengthMs, spread: 0.1 });
			expect(p95Ms).toBeLessThanOrEqual(Math.max(250 + REQUEST_MS, lengthMs * 0.05));
		},
	);

	it.each([3, 5, 30])(
		'jobs of about %d s need fewer looks, and are noticed sooner, than by looking every second',
		async (lengthS) => {
			const jobs = { kind, lengthMs: lengthS * SECOND, spread: 0.1 };
			const ours = await play(jobs);
			const rival = await play({ ...jobs, pace: () => fixedPace(SECOND) });
			expect(ours.meanLooks).toBeLessThan(rival.meanLooks);
			expect(ours.meanLatenessMs).toBeLessThan(rival.meanLatenessMs);
		},
	);

	it.each([5, 30, 600, 3600])(
		'a queue of up to 300 ms before %d s of work does not mislead',
		async (lengthS) => {
			const lengthMs = lengthS * SECOND;
			const { p95Ms } = await play({ kind, lengthMs, queuedUpToMs: 300 });
			expect(p95Ms).toBeLessThanOrEqual(Math.max(250 + REQUEST_MS, lengthMs * 0.05));
		},
	);
});

it('a job of 30 s is seldom noticed later than an eighth of a second after its end', async () => {
	const { p95Ms } = await play({ kind: kinds.cutToWhole, lengthMs: 30 * SECOND, spread: 0.1 });
	expect(p95Ms).toBeLessThanOrEqual(125);
});

describe('without progress', () => {
	it.each([
		[3 * SECOND, 10, 500],
		[5 * SECOND, 15, 750 + REQUEST_MS],
		[600 * SECOND, 60, 30_000],
	])(
		'a job of %d ms takes at most %d looks and is noticed within %d ms',
		async (lengthMs, looks, ms) => {
			const { mostLooks, latestMs } = await play({ kind: kinds.silent, lengthMs });
			expect(mostLooks).toBeLessThanOrEqual(looks);
			expect(latestMs).toBeLessThanOrEqual(ms);
		},
	);

	it.each([3, 5, 10, 30, 60, 600, 3600, 21_600])(
		'jobs of about %d s are noticed within 15 %% of their length',
		async (lengthS) => {
			const lengthMs = lengthS * SECOND;
			const { p95Ms } = await play({ kind: kinds.silent, lengthMs, spread: 0.1 });
			expect(p95Ms).toBeLessThanOrEqual(lengthMs * 0.15);
		},
	);

	it.each([3, 4, 5, 10, 30])(
		'that holds for jobs of about %d s too where requests take 30 to 60 ms',
		async (lengthS) => {
			const lengthMs = lengthS * SECOND;
			const jobs = { kind: kinds.silent, lengthMs, spread: 0.1, runs: 1000 };
			const { p95Ms } = await play({ ...jobs, requestMs: [30, 60] });
			expect(p95Ms).toBeLessThanOrEqual(lengthMs * 0.15);
		},
	);

	it('what earlier jobs took saves most of the looks', async () => {
		const jobs = { kind: kinds.silent, lengthMs: 600 * SECOND };
		const unaided = await play(jobs);
		const fleet = createFleet();
		fleet.finished(601 * SECOND);
		const aided = await play({ ...jobs, pace: (random) => adaptivePace(random, fleet) });
		expect(aided.mostLooks).toBeLessThan(unaided.meanLooks / 2);
		expect(aided.latestMs).toBeLessThanOrEqual(30 * SECOND + 30);
	});
});

describe('progress that misleads', () => {
	const misleading = [
		['speeds up', kinds.speedingUp],
		['slows down', kinds.slowingDown],
		['moves in steps', kinds.inSteps],
		['sticks half-way', kinds.stuckHalfway],
		['sticks at 0', kinds.stuckAtZero],
	] as const;

	it.each(misleading)('and %s costs lateness of half the length at worst', async (_, kind) => {
		for (const lengthS of [10, 30, 60, 600, 3600, 21_600]) {
			const lengthMs = lengthS * SECOND;
			const { p95Ms } = await play({ kind, lengthMs, spread: 0.1, runs: 40 });
			expect(p95Ms).toBeLessThanOrEqual(lengthMs / 2);
		}
	});

	it.each(misleading)('and %s costs no more looks than silence', async (_, kind) => {
		const jobs = { lengthMs: HOUR, spread: 0.1, runs: 40 };
		const silent = await play({ ...jobs, kind: kinds.silent });
		const { meanLooks } = await play({ ...jobs, kind });
		expect(meanLooks).toBeLessThanOrEqual(silent.meanLooks);
	});
});
