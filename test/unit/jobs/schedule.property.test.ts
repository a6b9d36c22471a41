import fc from 'fast-check';
import { createSchedule } from '../../../nodes/AgentsCode/jobs/schedule';
import { fleetExpecting, quickest } from './fleets';

describe('whatever a service reports', () => {
	const progress = fc.oneof(
		fc.integer({ min: 0, max: 100 }),
		fc.double(),
		fc.constantFrom(undefined, null, '50', NaN, -3, 250),
	);
	const reports = fc.array(progress, { minLength: 1, maxLength: 40 });

	it('delays are finite and within bounds', () => {
		fc.assert(
			fc.property(
				reports,
				fc.array(fc.double({ min: 0, max: 1e7, noNaN: true })),
				fc.double({ min: 0, max: 0.999, noNaN: true }),
				fc.array(fc.double({ min: 1, max: 1e7, noNaN: true })),
				(each, durationsMs, random, endsMs) => {
					const fleet = fleetExpecting(...endsMs);
					for (const durationMs of durationsMs) fleet.finished(durationMs);
					const schedule = createSchedule({ random: () => random, fleet });
					let ageMs = 0;
					const sleep = (delayMs: number) => {
						expect(delayMs).toBeGreaterThanOrEqual(250);
						const sinceMs = ageMs;
						for (let ms = delayMs; ms > 0; ms = schedule.respiteMs(ageMs)) ageMs += ms;
						expect(ageMs - sinceMs).toBeLessThanOrEqual(Math.max(30_000, sinceMs) + 0.001);
					};
					sleep(schedule.firstDelayMs());
					for (const report of each) {
						sleep(schedule.nextDelayMs({ ageMs, progress: report }));
					}
				},
			),
		);
	});

	it('an age that makes no sense is survived', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.double(), progress), { maxLength: 20 }), (looks) => {
				const schedule = createSchedule({ random: Math.random });
				for (const [ageMs, report] of looks) {
					const delayMs = schedule.nextDelayMs({ ageMs, progress: report });
					expect(Number.isFinite(delayMs)).toBe(true);
					expect(delayMs).toBeGreaterThanOrEqual(250);
				}
			}),
		);
	});

	it('a job of an hour is looked at no more than 350 times', () => {
		fc.assert(
			fc.property(reports, (each) => {
				const schedule = createSchedule({ random: quickest });
				let looks = 0;
				for (let ageMs = schedule.firstDelayMs(); ageMs < 3_600_000; looks++) {
					ageMs += schedule.nextDelayMs({ ageMs, progress: each[looks % each.length] });
				}
				expect(looks).toBeLessThan(350);
			}),
		);
	});
});
