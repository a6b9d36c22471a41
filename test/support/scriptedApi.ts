import type { AgentsCodeApi, StartBody } from '../../nodes/AgentsCode/api/client';
import { failure, success, type Fault, type Result } from '../../nodes/AgentsCode/api/result';
import type { Agent, Balance, HistoryPage, Job, Run } from '../../nodes/AgentsCode/api/shapes';

type Answer<T> = T | { fault: Fault };

/** What the service answers, call by call; the last answer of a list holds for all later calls. */
export interface Script {
	starts?: Array<Answer<Job>>;
	looks?: Array<Answer<Job>>;
	agents?: Answer<Agent[]>;
	balance?: Answer<Balance>;
	pages?: Array<Answer<HistoryPage>>;
}

function resultOf<T extends object>(answer: Answer<T>): Result<T> {
	return 'fault' in answer ? failure(answer.fault) : success(answer as T);
}

/** The api room without HTTP: answers by script, and remembers what was asked. */
export class ScriptedApi implements AgentsCodeApi {
	readonly baseUrl = 'http://scripted.test/v1';
	readonly starts: Array<{ agentId: string; body: StartBody }> = [];
	readonly looks: string[] = [];
	readonly pagesRead: Array<string | undefined> = [];

	constructor(private readonly script: Script) {}

	private next<T extends object>(answers: Array<Answer<T>> | undefined, call: number): Result<T> {
		const answer = answers?.[Math.min(call, answers.length) - 1];
		if (answer === undefined) throw new Error('The script has no answer for this call');
		return resultOf(answer);
	}

	startJob = async (agentId: string, body: StartBody) =>
		this.next(this.script.starts, this.starts.push({ agentId, body }));

	lookAtJob = async (agentId: string, jobId: string) =>
		this.next(this.script.looks, this.looks.push(`${agentId}/${jobId}`));

	getJob = this.lookAtJob;

	listAgents = async () => resultOf(this.script.agents ?? []);

	getBalance = async () => resultOf(this.script.balance ?? { available: 0, used: 0 });

	getHistoryPage = async (cursor?: string) =>
		this.next(this.script.pages, this.pagesRead.push(cursor));
}

export function pageOf(runs: Run[], nextCursor?: string): HistoryPage {
	return { runs, hasMore: nextCursor !== undefined, nextCursor };
}

export const status = (httpStatus: number): Fault => ({ kind: 'status', httpStatus, message: '' });
export const network = (code: string): Fault => ({ kind: 'network', code, message: code });
export const UNREADABLE: Fault = { kind: 'unreadable', httpStatus: 200, message: '' };
