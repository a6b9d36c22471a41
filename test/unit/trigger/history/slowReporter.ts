import { pollHistory } from '../../../../nodes/AgentsCode/trigger/history/pollHistory';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import { World, type WorldJob, type WorldRule } from './world';

export const MINUTE = 60_000;
export const START_MS = Date.UTC(2026, 4, 1);
const rule: WorldRule = {
	orderBy: 'end',
	listsUnfinished: false,
	pageSize: 50,
	cursor: 'row',
	granularityMs: 1,
	skewMs: 0,
};

/** Known before, and so many that ended while nobody polled. */
export function backlogOf(count: number): World {
	const jobs = Array.from({ length: count + 300 }, (_, index): WorldJob => {
		const endMs = START_MS + (index - 300) * 1000;
		const id = `run${String((index * 7919) % 99_991).padStart(6, '0')}`;
		return { id, startMs: endMs - 500, endMs, listedMs: endMs, dates: 'sound' };
	});
	return new World(jobs, rule, START_MS);
}

/** Polls as the trigger does when it can fetch no more than so many results at a time. */
export class SlowReporter {
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

/** What has ended unseen, less the one that ended in the moment of the first poll. */
export function endedUnseen({ jobs }: World): string[] {
	return jobs.slice(301).map(({ id }) => id);
}

/** Lets so many jobs end while nobody polls, then polls until all is worked off. */
export async function workOff(
	count: number,
	resultsPerPoll: number,
	maxRuns: number,
): Promise<{ fired: string[]; expected: string[] }> {
	const world = backlogOf(count);
	const reporter = new SlowReporter(world, resultsPerPoll, maxRuns);
	await reporter.poll();
	world.nowMs += count * 1000;
	for (let poll = 0; poll < 30 + 900 / resultsPerPoll; poll++) {
		await reporter.poll();
		world.nowMs += MINUTE;
	}
	return { fired: [...reporter.fired].sort(), expected: endedUnseen(world).sort() };
}
