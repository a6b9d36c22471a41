import type { Result } from '../../../nodes/AgentsCode/api/result';
import type { HistoryPage, Job } from '../../../nodes/AgentsCode/api/shapes';
import type { HistorySource } from '../../../nodes/AgentsCode/trigger/history/source';
import { changed, documentedBehaviour, type HistoryBehaviour } from '../../emulator/behaviour';
import { type Decision, Service } from '../../emulator/service';

const AGENT = 'event-scheduler';

/** The emulated service without HTTP, at a time that is set; it counts what it is asked. */
export class SimulatedService implements HistorySource {
	requests = 0;
	private readonly service: Service;

	/** @param rowsBefore finished runs, ten minutes apart, that the history holds already */
	constructor(
		public nowMs: number,
		rowsBefore: number,
		history: Partial<HistoryBehaviour>,
	) {
		const behaviour = changed(documentedBehaviour(), { history });
		this.service = new Service(() => behaviour);
		this.service.history.seed(rowsBefore, this.service.agents, {}, nowMs);
	}

	/** Starts a job now, as any client of the account may. @returns its id */
	start(durationMs: number): string {
		const agent = this.service.agents.find(({ id }) => id === AGENT);
		if (!agent) throw new Error(`The emulator has no agent '${AGENT}'`);
		const input = { emulate: { durationMs } };
		return this.service.start(agent, input, undefined, this.nowMs).jobId;
	}

	now(): number {
		return this.nowMs;
	}

	getHistoryPage = async (cursor?: string): Promise<Result<HistoryPage>> =>
		this.answer(this.service.getHistory(cursor, this.nowMs));

	getJob = async (agent: string, jobId: string): Promise<Result<Job>> =>
		this.answer(this.service.getJob(agent, jobId, this.nowMs));

	private answer<T>(decision: Decision): Result<T> {
		this.requests++;
		if ('body' in decision) return { ok: true, value: decision.body as T };
		const { status: httpStatus, message } = decision;
		return { ok: false, fault: { kind: 'status', httpStatus, message } };
	}
}
