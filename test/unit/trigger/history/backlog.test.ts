import { backlogOf, endedUnseen, MINUTE, SlowReporter, START_MS, workOff } from './slowReporter';

it.each([
	[900, 400, 1000],
	[2500, 400, 1000],
	[2500, 100, 400],
])(
	'%d jobs that ended unseen fire once each, at %d results a poll (%d runs read at most)',
	async (count, resultsPerPoll, maxRuns) => {
		const { fired, expected } = await workOff(count, resultsPerPoll, maxRuns);
		expect(fired).toEqual(expected);
	},
);

it('jobs that end while the backlog is worked off fire once each too', async () => {
	const world = backlogOf(3000);
	const reporter = new SlowReporter(world, 150, 400);
	await reporter.poll();
	expect(reporter.fired).toEqual([]);
	for (world.nowMs += 2000 * 1000; world.nowMs < START_MS + 4000 * 1000; world.nowMs += MINUTE) {
		await reporter.poll();
	}
	for (let poll = 0; poll < 20; poll++) await reporter.poll();
	expect([...reporter.fired].sort()).toEqual(endedUnseen(world).sort());
});
