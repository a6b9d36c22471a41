import fc from 'fast-check';
import {
	pollHistory,
	type PollRule,
} from '../../../../nodes/AgentsCode/trigger/history/pollHistory';
import {
	isTriggerState,
	type TriggerState,
} from '../../../../nodes/AgentsCode/trigger/history/state';
import { World, type WorldJob, type WorldRule } from './world';

const MINUTE = 60_000;
const LOOK_BACK_MS = 60 * MINUTE;
const ACTIVATION_MS = Date.UTC(2026, 4, 1, 12);
const BUSY_MINUTES = 90;

/**
 * What may happen around one poll. `restart: n` puts back the state that was saved n saves ago, as an
 * n8n that was killed, or restored from a backup, would.
 */
interface Step {
	waitMs: number;
	restart?: number;
	faultAt?: number;
	passingMs: number;
	budgetMs: number;
	leaves: number;
	refusesCursor: boolean;
}

const jobArbitrary = fc.record({
	startMinute: fc.integer({ min: -120, max: BUSY_MINUTES * 2 }).map((half) => half / 2),
	// Mostly short; some run so long that many others come after them.
	minutes: fc.oneof(
		{ weight: 4, arbitrary: fc.integer({ min: 0, max: 3 }) },
		{ weight: 1, arbitrary: fc.integer({ min: 4, max: 45 }) },
	),
	lateMinutes: fc.oneof(
		{ weight: 4, arbitrary: fc.constant(0) },
		{ weight: 1, arbitrary: fc.integer({ min: 0, max: 10 }) },
	),
	vanishes: fc.oneof(
		{ weight: 9, arbitrary: fc.constant(false) },
		{ weight: 1, arbitrary: fc.constant(true) },
	),
	dates: fc.oneof(
		{ weight: 12, arbitrary: fc.constant<WorldJob['dates']>('sound') },
		{
			weight: 1,
			arbitrary: fc.constantFrom<WorldJob['dates'][]>('null', 'text', 'epoch', 'future'),
		},
	),
});

const ruleArbitrary: fc.Arbitrary<WorldRule> = fc.record({
	orderBy: fc.constantFrom('start' as const, 'end' as const, 'endElseStart' as const),
	listsUnfinished: fc.boolean(),
	pageSize: fc.integer({ min: 1, max: 12 }),
	cursor: fc.constantFrom('row' as const, 'offset' as const),
	granularityMs: fc.constantFrom(1, 1_000, 5 * MINUTE),
	skewMs: fc.constantFrom(0, -3 * 60 * MINUTE, 3 * 60 * MINUTE, -30 * 24 * 60 * MINUTE),
});

const stepArbitrary = (oldest: number): fc.Arbitrary<Step> =>
	fc.record({
		waitMs: fc.integer({ min: 1, max: 8 }).map((minutes) => minutes * MINUTE),
		restart: fc.option(fc.integer({ min: 0, max: oldest }), { nil: undefined, freq: 4 }),
		faultAt: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined, freq: 3 }),
		passingMs: fc.constantFrom(0, 0, 10_000, 90_000),
		budgetMs: fc.constantFrom(600_000, 600_000, 600_000, 0, 15_000),
		leaves: fc.constantFrom(0, 0, 0, 1, 3),
		refusesCursor: fc.boolean(),
	});

const historyArbitrary = fc.array(jobArbitrary, { minLength: 0, maxLength: 70 });

interface JobDraft {
	startMinute: number;
	minutes: number;
	lateMinutes: number;
	vanishes: boolean;
	dates: WorldJob['dates'];
}

function toJobs(drafts: JobDraft[]): WorldJob[] {
	return drafts.map(({ startMinute, minutes, lateMinutes, vanishes, dates }, index) => {
		const startMs = ACTIVATION_MS + startMinute * MINUTE;
		const endMs = startMs + minutes * MINUTE + 1;
		const listedMs = endMs + lateMinutes * MINUTE;
		return {
			id: `run${(index * 7919) % 1000}x${index}`,
			startMs,
			endMs,
			listedMs,
			vanishes,
			dates,
		};
	});
}

/** Plays a trigger's life as n8n does: memory holds over quiet polls, only polls with items are saved. */
class Life {
	readonly fired: string[] = [];
	readonly saved: TriggerState[] = [];
	private memory: TriggerState | undefined;

	constructor(private readonly world: World) {}

	async poll(step: Partial<Step>): Promise<void> {
		const { world } = this;
		if (step.restart !== undefined && this.saved.length > 0) {
			const back = Math.min(step.restart, this.saved.length - 1);
			this.memory = structuredClone(this.saved.at(-1 - back));
		}
		let requests = 0;
		world.beforeRequest = () => {
			world.nowMs += step.passingMs ?? 0;
			return { fails: requests++ === step.faultAt, refusesCursor: step.refusesCursor };
		};
		const rule: PollRule = {
			lookBackMs: LOOK_BACK_MS,
			scope: 'credential',
			maxRuns: 1000,
			deadlineAt: world.nowMs + (step.budgetMs ?? Infinity),
		};
		const answer = await pollHistory(this.memory, world, world, rule);
		if (!answer.ok) return;
		const { finished, settle } = answer.value;
		const left = finished.slice(Math.max(0, finished.length - (step.leaves ?? 0)));
		const reported = finished.slice(0, finished.length - left.length);
		const isFirst = this.memory === undefined;
		const state: unknown = JSON.parse(JSON.stringify(settle(new Set(left.map(({ key }) => key)))));
		if (!isTriggerState(state)) throw new Error('The state does not pass its own guard');
		expect(JSON.stringify(state).length).toBeLessThan(64 * 1024);
		this.memory = state;
		this.fired.push(...reported.map(({ run }) => run.id));
		if (isFirst || reported.length > 0) this.saved.push(state);
	}
}

async function live(
	jobs: WorldJob[],
	worldRule: WorldRule,
	steps: Step[],
): Promise<{ life: Life; world: World }> {
	const world = new World(jobs, worldRule, ACTIVATION_MS);
	const life = new Life(world);
	await life.poll({});
	for (const step of steps) {
		world.nowMs += step.waitMs;
		await life.poll(step);
	}
	// Then all is calm, until the last job has ended and the sweeps have had their time.
	const lastMs = Math.max(world.nowMs, ...jobs.map(({ listedMs }) => listedMs));
	for (let poll = 0; poll < 60; poll++) {
		world.nowMs = Math.max(world.nowMs, lastMs) + 5 * MINUTE;
		await life.poll({});
	}
	return { life, world };
}

/** Jobs that the promise covers: listed as ended after activation, within the look-back of their start. */
function dueJobs(jobs: WorldJob[]): string[] {
	return idsOf(jobs.filter(({ listedMs, vanishes }) => listedMs > ACTIVATION_MS && !vanishes));
}

/** Jobs that may fire: of those that vanish, the ones that a poll happened to see while they ran. */
function possibleJobs(jobs: WorldJob[]): Set<string> {
	return new Set(idsOf(jobs.filter(({ listedMs }) => listedMs > ACTIVATION_MS)));
}

function idsOf(jobs: WorldJob[]): string[] {
	return jobs.map(({ id }) => id).sort();
}

function expectAllOf(jobs: WorldJob[], fired: string[]): void {
	const due = dueJobs(jobs);
	expect(due.filter((id) => !fired.includes(id))).toEqual([]);
	const possible = possibleJobs(jobs);
	expect(fired.filter((id) => !possible.has(id))).toEqual([]);
}

/** The mutation test plays fewer. */
const runs = fc.readConfigureGlobal().numRuns ?? 300;

describe('the trigger’s promise, in simulated worlds', () => {
	it('fires each finished job exactly once over faults, restarts, interruptions and moving pages', async () => {
		await fc.assert(
			fc.asyncProperty(
				historyArbitrary,
				ruleArbitrary,
				fc.array(stepArbitrary(0), { maxLength: 30 }),
				async (drafts, worldRule, steps) => {
					const jobs = toJobs(drafts);
					const { life } = await live(jobs, worldRule, steps);
					expect(new Set(life.fired).size).toBe(life.fired.length);
					expectAllOf(jobs, life.fired);
				},
			),
			{ numRuns: runs },
		);
	});

	it('misses none, though it may repeat some, when n8n puts back an older state', async () => {
		await fc.assert(
			fc.asyncProperty(
				historyArbitrary,
				ruleArbitrary,
				fc.array(stepArbitrary(5), { maxLength: 30 }),
				async (drafts, worldRule, steps) => {
					const jobs = toJobs(drafts);
					const { life } = await live(jobs, worldRule, steps);
					expectAllOf(jobs, life.fired);
				},
			),
			{ numRuns: runs },
		);
	});
});
