import { pollHistory } from '../../../../nodes/AgentsCode/trigger/history/pollHistory';
import {
	isTriggerState,
	type TriggerState,
} from '../../../../nodes/AgentsCode/trigger/history/state';
import { workOff } from './slowReporter';
import { World, type WorldJob, type WorldRule } from './world';

const MINUTE = 60_000;
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

class Poller {
	state: TriggerState | undefined;
	largest = 0;
	fired = 0;

	constructor(private readonly world: World) {}

	async poll(budgetMs = Infinity): Promise<void> {
		const { world } = this;
		const deadlineAt = world.nowMs + budgetMs;
		const pollRule = { lookBackMs: 60 * MINUTE, scope: '1', deadlineAt, maxRuns: 1000 };
		const answer = await pollHistory(this.state, world, world, pollRule);
		if (!answer.ok) throw new Error(answer.fault.message);
		this.fired += answer.value.finished.length;
		this.state = answer.value.settle();
		const text = JSON.stringify(this.state);
		expect(isTriggerState(JSON.parse(text))).toBe(true);
		this.largest = Math.max(this.largest, Buffer.byteLength(text));
	}
}

describe('the stored state', () => {
	it.each([false, true])(
		'stays small at 10,000 jobs a day, every twentieth a long one (unfinished runs listed: %s)',
		async (listsUnfinished) => {
			const minutesOf = (index: number) => (index % 20 === 0 ? 40 : 1);
			const jobs = jobsEvery(8_640, 5_000, (index) => minutesOf(index) * MINUTE);
			const world = new World(jobs, { ...rule, listsUnfinished }, START_MS);
			const poller = new Poller(world);
			while (world.nowMs < jobs[jobs.length - 1].endMs + 60 * MINUTE) {
				await poller.poll();
				world.nowMs += 5 * MINUTE;
			}
			expect(poller.fired).toBe(5_000);
			expect(poller.largest).toBeLessThan(LIMIT_BYTES);
		},
	);

	it('stays small while thousands of jobs run, and while a walk through thousands is interrupted', async () => {
		const jobs = jobsEvery(10, 6_000, (index) => (index < 3_000 ? 0 : 300 * MINUTE));
		const world = new World(jobs, { ...rule, listsUnfinished: true }, START_MS - 1);
		const poller = new Poller(world);
		await poller.poll();
		world.nowMs += 10 * MINUTE;
		world.beforeRequest = () => {
			world.nowMs += 1_000;
			return { fails: false };
		};
		for (let poll = 0; poll < 10; poll++) await poller.poll(20_000);
		expect(poller.largest).toBeLessThan(LIMIT_BYTES);
		expect(poller.fired).toBe(3_000);
	});

	it('leaves out what would not stay small', async () => {
		const jobs = jobsEvery(1_000, 150, () => 300 * MINUTE).map((job) => ({
			...job,
			id: `${job.id}${'x'.repeat(500)}`,
		}));
		const world = new World(jobs, { ...rule, listsUnfinished: true }, START_MS - 1);
		const poller = new Poller(world);
		await poller.poll();
		world.nowMs += 10 * MINUTE;
		await poller.poll();
		expect(poller.largest).toBeLessThan(LIMIT_BYTES);
		world.nowMs += 300 * MINUTE;
		await poller.poll();
		expect(poller.fired).toBe(150);
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
