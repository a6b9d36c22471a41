import fc from 'fast-check';
import {
	oncePerSecond,
	progressLine,
	type Progress,
} from '../../../nodes/AgentsCode/operations/common/stepLines';
import { VirtualClock } from '../../support/virtualClock';

describe('the line', () => {
	it.each<[string, Progress]>([
		['1 of 1 job started', { total: 1, started: 1, finished: 0, failed: 0 }],
		['1 of 1 job finished', { total: 1, started: 1, finished: 1, failed: 0 }],
		['0 of 1 job finished, 1 failed', { total: 1, started: 1, finished: 0, failed: 1 }],
		['4 of 10 jobs started', { total: 10, started: 4, finished: 0, failed: 0 }],
		[
			'60 of 200 jobs started, 10 of 200 finished',
			{ total: 200, started: 60, finished: 10, failed: 0 },
		],
		['7 of 10 jobs finished, 2 failed', { total: 10, started: 10, finished: 7, failed: 2 }],
		[
			'9 of 10 jobs started, 9 of 10 finished, 1 failed',
			{ total: 10, started: 9, finished: 9, failed: 1 },
		],
	])('%s', (line, progress) => {
		expect(progressLine(progress)).toBe(line);
	});
});

/** What is said, and when, if the line changes after each of these pauses. */
async function played(pausesMs: number[]): Promise<Array<{ atMs: number; line: string }>> {
	const clock = new VirtualClock();
	const said: Array<{ atMs: number; line: string }> = [];
	const tell = oncePerSecond(clock, (line) => said.push({ atMs: clock.now(), line }));
	const change = async () => {
		for (const [index, pauseMs] of pausesMs.entries()) {
			await clock.sleep(pauseMs);
			tell(() => String(index));
		}
		await clock.sleep(5000);
	};
	await clock.run(change());
	return said;
}

describe('one line a second', () => {
	it('the first comes at once, the last when the second is over', async () => {
		expect(await played([0, 100, 100])).toEqual([
			{ atMs: 0, line: '0' },
			{ atMs: 1000, line: '2' },
		]);
	});

	it('never more, never the last one lost, whenever it changes', async () => {
		const pauses = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 40 });
		const property = fc.asyncProperty(pauses, async (pausesMs) => {
			const said = await played(pausesMs);
			said.slice(1).forEach(({ atMs }, index) => {
				expect(atMs - said[index].atMs).toBeGreaterThanOrEqual(1000);
			});
			expect(said.at(-1)?.line).toBe(String(pausesMs.length - 1));
		});
		await fc.assert(property, { numRuns: 100 });
	});

	it('nothing more is said once the clock was stopped', async () => {
		const clock = new VirtualClock();
		const said: string[] = [];
		const tell = oncePerSecond(clock, (line) => said.push(line));
		tell(() => 'first');
		tell(() => 'second');
		clock.abort();
		await clock.run(Promise.resolve());
		expect(said).toEqual(['first']);
	});
});
