import { pollHistory } from '../../../../nodes/AgentsCode/trigger/history/pollHistory';
import type { HistorySource } from '../../../../nodes/AgentsCode/trigger/history/source';
import type { TriggerState } from '../../../../nodes/AgentsCode/trigger/history/state';
import type { WorldJob, WorldRule } from './world';

export const MINUTE = 60_000;
export const START = Date.UTC(2026, 4, 1, 12);
export const RULE: WorldRule = {
	orderBy: 'start',
	listsUnfinished: false,
	pageSize: 50,
	cursor: 'row',
	granularityMs: 1,
	skewMs: 0,
};

/** A job that starts so many minutes after `START` and takes so many. */
export function job(id: string, startMin: number, minutes: number): WorldJob {
	const startMs = START + startMin * MINUTE;
	const endMs = startMs + minutes * MINUTE + 1;
	return { id, startMs, endMs, listedMs: endMs, dates: 'sound' };
}
/** So many of them, one after the other. */
export const many = (
	prefix: string,
	count: number,
	fromMin: number,
	everyMin: number,
	minutes = 0,
) => Array.from({ length: count }, (_, n) => job(`${prefix}${n}`, fromMin + n * everyMin, minutes));

/** A trigger's life; no state is ever lost. */
export class Life {
	fired: string[] = [];
	state: TriggerState | undefined;
	/** This machine's clock minus the world's. */
	clockOffMs = 0;
	constructor(readonly source: HistorySource & { nowMs: number }) {}
	async poll({ budgetMs = Infinity } = {}): Promise<void> {
		const clock = { now: () => this.source.nowMs + this.clockOffMs };
		const deadlineAt = clock.now() + budgetMs;
		const rule = { lookBackMs: 60 * MINUTE, scope: 'c', deadlineAt, maxRuns: 1000 };
		const answer = await pollHistory(this.state, this.source, clock, rule);
		if (!answer.ok) return;
		this.fired.push(...answer.value.finished.map(({ run }) => run.jobId ?? run.id));
		this.state = JSON.parse(JSON.stringify(answer.value.settle())) as TriggerState;
	}
	async polls(count: number, options = {}): Promise<void> {
		for (let n = 0; n < count; n++) {
			this.source.nowMs += MINUTE;
			await this.poll(options);
		}
	}
	/** Each of these has fired once, and nothing else. */
	expectOnce(jobs: WorldJob[]): void {
		const due = jobs.map(({ id }) => `job-${id}`);
		const { fired } = this;
		expect({
			missed: due.filter((id) => !fired.includes(id)).length,
			doubled: fired.length - new Set(fired).size,
			wrong: fired.filter((id) => !due.includes(id)).length,
		}).toEqual({ missed: 0, doubled: 0, wrong: 0 });
	}
}
