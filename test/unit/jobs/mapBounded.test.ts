import fc from 'fast-check';
import { mapBounded } from '../../../nodes/AgentsCode/jobs/mapBounded';
import { VirtualClock } from '../../support/virtualClock';

describe('mapBounded', () => {
	it('keeps the order, never exceeds the bound, and uses it', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 30 }),
				fc.integer({ min: 1, max: 10 }),
				async (durationsMs, limit) => {
					const clock = new VirtualClock();
					let running = 0;
					let peak = 0;
					const work = async (ms: number, index: number) => {
						peak = Math.max(peak, ++running);
						await clock.sleep(ms);
						running--;
						return `${index}:${ms}`;
					};
					const results = await clock.run(mapBounded(durationsMs, limit, work));
					expect(results).toEqual(durationsMs.map((ms, index) => `${index}:${ms}`));
					expect(peak).toBe(Math.min(limit, durationsMs.length));
				},
			),
			{ numRuns: 50 },
		);
	});

	it('begins entries in the order of the list', async () => {
		const begun: number[] = [];
		await mapBounded([0, 1, 2, 3, 4], 2, async (entry) => {
			begun.push(entry);
		});
		expect(begun).toEqual([0, 1, 2, 3, 4]);
	});

	it('begins nothing more once it may not, and still gives what was under way', async () => {
		const clock = new VirtualClock();
		let isOpen = true;
		const work = async (ms: number) => {
			await clock.sleep(ms);
			if (ms === 10) isOpen = false;
			return ms;
		};
		const results = await clock.run(mapBounded([50, 10, 20, 30], 2, work, () => isOpen));
		expect(results).toEqual([50, 10, undefined, undefined]);
	});

	it('begins nothing when it may not from the start', async () => {
		const results = await mapBounded(
			[1, 2],
			5,
			async () => 'done',
			() => false,
		);
		expect(results).toEqual([undefined, undefined]);
	});
});
