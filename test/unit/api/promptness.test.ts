import fc from 'fast-check';
import { createPromptness } from '../../../nodes/AgentsCode/api/promptness';

/** What is told of each answer in turn, given how long each took. */
function delaysOf(...tookMs: number[]): number[] {
	const delayOf = createPromptness();
	return tookMs.map((each) => delayOf(each));
}

describe('how much of an answer’s time is out of the ordinary', () => {
	it.each<[string, number[], number[]]>([
		['the first answer is the measure', [5000], [0]],
		['ordinary differences are none', [10, 40, 12, 35], [0, 0, 0, 0]],
		['a stall is', [10, 340, 10], [0, 300, 0]],
		['a slow network is ordinary', [300, 310, 290, 600], [0, 0, 0, 0]],
		['a quicker answer later sharpens the measure', [300, 10, 300], [0, 0, 260]],
	])('%s', (_, tookMs, delays) => {
		expect(delaysOf(...tookMs)).toEqual(delays);
	});

	it('is never more than the answer took, and never negative', () => {
		fc.assert(
			fc.property(fc.array(fc.nat()), (tookMs) => {
				delaysOf(...tookMs).forEach((delay, i) => {
					expect(delay).toBeGreaterThanOrEqual(0);
					expect(delay).toBeLessThanOrEqual(tookMs[i]);
				});
			}),
		);
	});
});
