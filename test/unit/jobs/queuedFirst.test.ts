import fc from 'fast-check';
import { createSchedule, type Look } from '../../../nodes/AgentsCode/jobs/schedule';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const schedule = () => createSchedule({ random: () => 0.5 });

interface QueuedJob {
	queuedMs: number;
	runsMs: number;
	/** What a look at the job tells besides its age. */
	tells: (fraction: number) => Omit<Look, 'ageMs'>;
}

const whole = (fraction: number) => Math.max(0, Math.floor(100 * fraction));

const TELLS: Array<[string, QueuedJob['tells']]> = [
	['0 % only', (fraction) => ({ progress: whole(fraction) })],
	['0 % as an active job', (fraction) => ({ progress: whole(fraction), status: 'active' })],
	[
		'its status, and progress',
		(fraction) => ({ progress: whole(fraction), status: fraction < 0 ? 'queued' : 'active' }),
	],
	['its status alone', (fraction) => ({ status: fraction < 0 ? 'queued' : 'active' })],
];

/** Looks at a job until it has ended. */
function follow({ queuedMs, runsMs, tells }: QueuedJob): { looks: number; latenessMs: number } {
	const endsMs = queuedMs + runsMs;
	const looksAt = schedule();
	let looks = 1;
	let ageMs = looksAt.firstDelayMs();
	for (; ageMs < endsMs; looks++) {
		ageMs += looksAt.nextDelayMs({ ageMs, ...tells((ageMs - queuedMs) / runsMs) });
	}
	return { looks, latenessMs: ageMs - endsMs };
}

/** The worst over a minute of moments at which the queue may end. */
function worstOf(job: QueuedJob) {
	const plays = Array.from({ length: 120 }, (_, i) =>
		follow({ ...job, queuedMs: job.queuedMs + (i * MINUTE) / 120 }),
	);
	return {
		looks: Math.max(...plays.map(({ looks }) => looks)),
		latenessMs: Math.max(...plays.map(({ latenessMs }) => latenessMs)),
	};
}

describe.each(TELLS)('a job that was queued first, which it tells by %s', (_, tells) => {
	it.each([
		[1, 10 * SECOND, 25 * SECOND],
		[10, 1 * MINUTE, 12 * SECOND],
		[10, 5 * MINUTE, 30 * SECOND],
		[30, 2 * MINUTE, 30 * SECOND],
		[30, 10 * MINUTE, 30 * SECOND],
	])(
		'for %d min, and then runs for %d ms, is noticed within %d ms of its end',
		(minutes, runsMs, mostMs) => {
			const worst = worstOf({ queuedMs: minutes * MINUTE, runsMs, tells });
			expect(worst.latenessMs).toBeLessThanOrEqual(mostMs);
			expect(worst.looks).toBeLessThanOrEqual(45 + (minutes * MINUTE + runsMs) / 15_000);
		},
	);
});

describe('a job last seen at 0 % after ten minutes', () => {
	it.each([1, 2, 5])('may have just begun when it is seen at %d %%', (progress) => {
		const looksAt = schedule();
		looksAt.nextDelayMs({ ageMs: 600_000, progress: 0 });
		expect(looksAt.nextDelayMs({ ageMs: 630_000, progress })).toBeLessThanOrEqual(120_000);
	});
});

describe('the word "queued"', () => {
	const delayAfter = (...looks: Look[]) => {
		const looksAt = schedule();
		return looks.map((look) => looksAt.nextDelayMs(look)).at(-1);
	};

	it('has the reckoning begin anew', () => {
		const queued = { ageMs: 600_000, status: ' Queued ' };
		const fresh = delayAfter({ ageMs: 20_000, status: 'active' });
		expect(delayAfter(queued, { ageMs: 620_000, status: 'active' })).toBe(fresh);
	});

	it('counts for nothing beside progress that has moved', () => {
		const looks = (status: string) => [
			{ ageMs: 5000, progress: 10, status },
			{ ageMs: 20_000, progress: 40, status },
		];
		expect(delayAfter(...looks('queued'))).toBe(delayAfter(...looks('active')));
	});

	it('keeps delays within bounds, whenever it comes', () => {
		const look = fc.record({
			progress: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
			status: fc.constantFrom('queued', 'active', 'new', undefined),
		});
		fc.assert(
			fc.property(fc.array(look, { minLength: 1, maxLength: 40 }), (each) => {
				const looksAt = schedule();
				let looks = 0;
				for (let ageMs = looksAt.firstDelayMs(); ageMs < 3_600_000; looks++) {
					const delayMs = looksAt.nextDelayMs({ ageMs, ...each[looks % each.length] });
					expect(delayMs).toBeGreaterThanOrEqual(250);
					expect(delayMs).toBeLessThanOrEqual(Math.max(30_000, ageMs));
					ageMs += delayMs;
				}
				expect(looks).toBeLessThan(1500);
			}),
			{ numRuns: 20 },
		);
	});
});
