import { pollHistory } from '../../../../nodes/AgentsCode/trigger/history/pollHistory';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { World, type WorldJob, type WorldRule } from './world';

const MINUTE = 60_000;
const START_MS = Date.UTC(2026, 4, 1);
const rule: WorldRule = {
	orderBy: 'end',
	listsUnfinished: false,
	pageSize: 50,
	cursor: 'row',
	granularityMs: 1,
	skewMs: 0,
};

/** Known before, and so many that ended while nobody polled. */
function backlogOf(count: number): World {
	const jobs = Array.from({ length: count + 300 }, (_, index): WorldJob => {
		const endMs = START_MS + (index - 300) * 1000;
		const id = `run${String((index * 7919) % 99_991).padStart(6, '0')}`;
		return { id, startMs: endMs - 500, endMs, listedMs: endMs, dates: 'sound' };
	});
	return new World(jobs, rule, START_MS);
}

/** Polls as the trigger does when it can fetch no more than so many results at a time. */
class SlowReporter {
	readonly fired: string[] = [];
	private state: TriggerState | undefined;

	constructor(
		private readonly world: World,
		private readonly resultsPerPoll: number,
		private readonly maxRuns: number,
	) {}

	async poll(): Promise<void> {
		const { world, maxRuns } = this;
		const answer = await pollHistory(this.state, world, world, {
			lookBackMs: 60 * MINUTE,
			scope: '1',
			deadlineAt: Infinity,
			maxRuns,
		});
		if (!answer.ok) throw new Error(answer.fault.message);
		const { finished, canDefer, settle } = answer.value;
		const reported = canDefer ? finished.slice(0, this.resultsPerPoll) : finished;
		this.fired.push(...reported.map(({ run }) => run.id));
		// As n8n stores it.
		const left = finished.slice(reported.length).map(({ key }) => key);
		this.state = JSON.parse(JSON.stringify(settle(new Set(left)))) as TriggerState;
	}
}

it.each([
	[900, 400, 1000],
	[1800, 400, 1000],
	[2500, 400, 1000],
	[4000, 600, 1000],
	[2500, 100, 1000],
	[2500, 100, 400],
	[5000, 399, 400],
	[1000, 20, 400],
])(
	'%d jobs that ended unseen fire once each, at %d results a poll (%d runs read at most)',
	async (count, resultsPerPoll, maxRuns) => {
		const world = backlogOf(count);
		const reporter = new SlowReporter(world, resultsPerPoll, maxRuns);
		await reporter.poll();
		expect(reporter.fired).toEqual([]);
		world.nowMs += count * 1000;
		for (let poll = 0; poll < 30 + 900 / resultsPerPoll; poll++) {
			await reporter.poll();
			world.nowMs += MINUTE;
		}
		const expected = world.jobs.slice(301).map(({ id }) => id);
		expect([...reporter.fired].sort()).toEqual(expected.sort());
	},
);

it('jobs that end while the backlog is worked off fire once each too', async () => {
	const world = backlogOf(3000);
	const reporter = new SlowReporter(world, 150, 400);
	await reporter.poll();
	for (world.nowMs += 2000 * 1000; world.nowMs < START_MS + 4000 * 1000; world.nowMs += MINUTE) {
		await reporter.poll();
	}
	for (let poll = 0; poll < 20; poll++) await reporter.poll();
	const expected = world.jobs.slice(301).map(({ id }) => id);
	expect([...reporter.fired].sort()).toEqual(expected.sort());
});
