import { failure, success, type Fault, type Result } from '../../../../nodes/AgentsCode/api/result';
import type { HistoryPage, Job, Run } from '../../../../nodes/AgentsCode/api/shapes';
import {
	pollHistory,
	type PollRule,
} from '../../../../nodes/AgentsCode/trigger/history/pollHistory';
import type { HistorySource } from '../../../../nodes/AgentsCode/trigger/history/source';
import {
	isTriggerState,
	type TriggerState,
} from '../../../../nodes/AgentsCode/trigger/history/state';
import { status } from '../../../support/scriptedApi';

export const NOW = Date.UTC(2026, 4, 1, 12);
export const MINUTE = 60_000;
const PAGE_SIZE = 5;
export const iso = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();

/** A run that ended so many minutes after (before, if negative) the first poll. */
export function ended(id: string, minutes: number): Run {
	const dates = { startedAt: iso(minutes - 1), completedAt: iso(minutes) };
	return { id, agent: 'a', jobId: `job-${id}`, status: 'completed', ...dates };
}

export function running(id: string, minutes: number): Run {
	return { ...ended(id, minutes), status: 'active', completedAt: null };
}

/** A history whose rows a test changes between polls, newest first, five to a page. */
export class Source implements HistorySource {
	rows: Run[] = [];
	jobs: Record<string, string> = {};
	read: Array<string | undefined> = [];
	lookedAt: string[] = [];
	/** What goes wrong with a page, by its cursor (`top` for the first). */
	faults: Record<string, Fault | undefined> = {};
	nowMs = NOW;

	now = () => this.nowMs;

	async getHistoryPage(cursor?: string): Promise<Result<HistoryPage>> {
		this.read.push(cursor);
		const fault = this.faults[cursor ?? 'top'];
		if (fault) return failure(fault);
		const from = Number(cursor ?? 0);
		const runs = this.rows.slice(from, from + PAGE_SIZE);
		const hasMore = from + PAGE_SIZE < this.rows.length;
		const next = hasMore ? { nextCursor: String(from + PAGE_SIZE) } : {};
		return success({ runs, hasMore, ...next });
	}

	async getJob(_agent: string, jobId: string): Promise<Result<Job>> {
		this.lookedAt.push(jobId);
		const word = this.jobs[jobId];
		return word === undefined ? failure(status(404)) : success({ jobId, status: word });
	}
}

const RULE: PollRule = {
	lookBackMs: 60 * MINUTE,
	scope: 's',
	deadlineAt: Infinity,
	maxRuns: 1000,
};

export async function poll(source: Source, before?: TriggerState, rule: Partial<PollRule> = {}) {
	source.read = [];
	source.lookedAt = [];
	return await pollHistory(before, source, source, { ...RULE, ...rule });
}

/** A poll that must tell; its events, and the state that n8n would store. */
export async function told(source: Source, before?: TriggerState, rule: Partial<PollRule> = {}) {
	const answer = await poll(source, before, rule);
	if (!answer.ok) throw new Error(`The poll ended with ${JSON.stringify(answer.fault)}`);
	const { finished, notes, settle } = answer.value;
	const state: unknown = JSON.parse(JSON.stringify(settle()));
	if (!isTriggerState(state)) throw new Error('The state does not pass its own guard');
	return { ids: finished.map(({ run }) => run.id).join(' '), notes, state, settle };
}

export const past = (count: number) =>
	Array.from({ length: count }, (_, index) => ended(`p${index}`, -index - 1));

export async function activated(rows: Run[]) {
	const source = new Source();
	source.rows = rows;
	const { ids, state } = await told(source);
	expect(ids).toBe('');
	source.nowMs += MINUTE;
	return { source, state };
}
