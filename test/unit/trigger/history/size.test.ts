import { isTriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { Life, MINUTE } from './life';
import { workOff } from './slowReporter';
import { World, type WorldJob, type WorldRule } from './world';

const START_MS = Date.UTC(2026, 4, 1);
const LIMIT_BYTES = 64 * 1024;
const rule: WorldRule = {
	orderBy: 'start',
	listsUnfinished: false,
	pageSize: 50,
	cursor: 'offset',
	granularityMs: 1,
	skewMs: 0,
};

function jobsEvery(
	everyMs: number,
	count: number,
	durationOf: (index: number) => number,
): WorldJob[] {
	return Array.from({ length: count }, (_, index) => {
		const startMs = START_MS + index * everyMs;
		const endMs = startMs + durationOf(index);
		return {
			id: `cm9w${String(index).padStart(21, '0')}`,
			startMs,
			endMs,
			listedMs: endMs,
			dates: 'sound',
		};
	});
}

/** Holds what is stored after each poll against its guard, and remembers the largest of it. */
class MeasuredLife extends Life {
	largest = 0;

	override async poll(options: { budgetMs?: number } = {}): Promise<void> {
		await super.poll(options);
		expect(isTriggerState(this.state)).toBe(true);
		this.largest = Math.max(this.largest, Buffer.byteLength(JSON.stringify(this.state)));
	}
}

describe('the stored state', () => {
	it.each([false, true])(
		'stays small at 10,000 jobs a day, every twentieth a long one (unfinished runs listed: %s)',
		async (listsUnfinished) => {
			const minutesOf = (index: number) => (index % 20 === 0 ? 40 : 1);
			const jobs = jobsEvery(8_640, 5_000, (index) => minutesOf(index) * MINUTE);
			const world = new World(jobs, { ...rule, listsUnfinished }, START_MS);
			const life = new MeasuredLife(world);
			while (world.nowMs < jobs[jobs.length - 1].endMs + 60 * MINUTE) {
				await life.poll();
				world.nowMs += 5 * MINUTE;
			}
			life.expectOnce(jobs);
			expect(life.largest).toBeLessThan(LIMIT_BYTES);
		},
	);

	it('stays small while thousands of jobs run, and while a walk through thousands is interrupted', async () => {
		const jobs = jobsEvery(10, 6_000, (index) => (index < 3_000 ? 0 : 300 * MINUTE));
		const world = new World(jobs, { ...rule, listsUnfinished: true }, START_MS - 1);
		const life = new MeasuredLife(world);
		await life.poll();
		world.nowMs += 10 * MINUTE;
		world.beforeRequest = () => {
			world.nowMs += 1_000;
			return { fails: false };
		};
		for (let poll = 0; poll < 10; poll++) await life.poll({ budgetMs: 20_000 });
		expect(life.largest).toBeLessThan(LIMIT_BYTES);
		life.expectOnce(jobs.slice(0, 3_000));
	});

	it('leaves out what would not stay small', async () => {
		const jobs = jobsEvery(1_000, 150, () => 300 * MINUTE).map((job) => ({
			...job,
			id: `${job.id}${'x'.repeat(500)}`,
		}));
		const world = new World(jobs, { ...rule, listsUnfinished: true }, START_MS - 1);
		const life = new MeasuredLife(world);
		await life.poll();
		world.nowMs += 10 * MINUTE;
		await life.poll();
		expect(life.largest).toBeLessThan(LIMIT_BYTES);
		world.nowMs += 300 * MINUTE;
		await life.poll();
		life.expectOnce(jobs);
	});
});

it.each([
	[1800, 400, 1000],
	[4000, 600, 1000],
	[5000, 399, 400],
	[1000, 20, 400],
])(
	'%d jobs that ended unseen fire once each, at %d results a poll (%d runs read at most)',
	async (count, resultsPerPoll, maxRuns) => {
		const { fired, expected } = await workOff(count, resultsPerPoll, maxRuns);
		expect(fired).toEqual(expected);
	},
);
