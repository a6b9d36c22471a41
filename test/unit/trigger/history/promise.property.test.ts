import fc from 'fast-check';
import {
	pollHistory,
	type PollRule,
} from '../../../../nodes/AgentsCode/trigger/history/pollHistory';
import {
	isTriggerState,
	type TriggerState,
} from '../../../../nodes/AgentsCode/trigger/history/state';
import {
	ACTIVATION_MS,
	historyArbitrary,
	MINUTE,
	ruleArbitrary,
	type Step,
	stepArbitrary,
	toJobs,
} from './arbitraryWorlds';
import { World, type WorldJob, type WorldRule } from './world';

const LOOK_BACK_MS = 60 * MINUTE;

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
	steps: Array<Pick<Step, 'waitMs'> & Partial<Step>>,
	first: Partial<Step> = {},
): Promise<{ life: Life; world: World }> {
	const world = new World(jobs, worldRule, ACTIVATION_MS);
	const life = new Life(world);
	await life.poll(first);
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

/** The newest date that a first poll has read at least: what ended later may have been running then. */
function newestAtActivation(jobs: WorldJob[], rule: WorldRule): number {
	const page = new World(jobs, rule, ACTIVATION_MS).rows().slice(0, rule.pageSize);
	const dates = page.map(({ startMs, endMs }) => (endMs <= ACTIVATION_MS ? endMs : startMs));
	return Math.max(-Infinity, ...dates);
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

	it('keeps it where the first polls run out of time, as long as rows come in time and have dates', async () => {
		const cut = { budgetMs: 0, waitMs: MINUTE };
		await fc.assert(
			fc.asyncProperty(
				historyArbitrary,
				ruleArbitrary,
				fc.integer({ min: 0, max: 20 }),
				async (drafts, worldRule, cuts) => {
					const sound = { lateMinutes: 0, vanishes: false, dates: 'sound' } as const;
					const jobs = toJobs(drafts.map((draft) => ({ ...draft, ...sound })));
					const rule = { ...worldRule, granularityMs: 1 };
					const { life } = await live(jobs, rule, Array(cuts).fill(cut), cut);
					expect(new Set(life.fired).size).toBe(life.fired.length);
					expect(dueJobs(jobs).filter((id) => !life.fired.includes(id))).toEqual([]);
					const newestMs = newestAtActivation(jobs, rule);
					const old = idsOf(jobs.filter(({ endMs }) => endMs <= Math.min(newestMs, ACTIVATION_MS)));
					expect(old.filter((id) => life.fired.includes(id))).toEqual([]);
				},
			),
			{ numRuns: runs },
		);
	});
});
