import { catalogue, documentedAgent, type EmulatedAgent } from './agents';
import type { Behaviour, JobStart } from './behaviour';
import { History } from './history';
import { fractionAt, JobBook, statusAt, type EmulatedJob } from './jobs';
import { isObject, planOf } from './playbook';
import { documentedProgress } from './progress';
import { documentedRun, type RunRow } from './runs';

/** What the service decided about a call, before any variant or fault touches it. */
export type Decision = Told | Refusal;

export interface Told {
	status: 200;
	body: unknown;
	/** What the answer speaks of, for variants that change its wording. */
	job?: EmulatedJob;
	rows?: RunRow[];
}

export interface Refusal {
	status: number;
	message: string;
	headers?: Record<string, string>;
	/** The reference does not list this status. */
	undocumented?: boolean;
}

/** The account's balance; tests may write to it. */
export interface Credits {
	available: number;
	used: number;
}

export interface StartOptions {
	/** A start in the past, for jobs that have long been running. */
	startedAtMs?: number;
}

/** The AgentsCode API as documented, without HTTP: calls in, decisions out, the time handed in. */
export class Service {
	agents: EmulatedAgent[] = catalogue();
	readonly credits: Credits;
	readonly jobs = new JobBook((credits) => this.charge(credits));
	readonly history = new History(this.jobs);
	private starts = 0;

	constructor(readonly behaviour: () => Behaviour) {
		const { available, used } = behaviour().credits;
		this.credits = { available, used };
	}

	listAgents(): Decision {
		return { status: 200, body: this.agents.map(documentedAgent) };
	}

	startJob(agentId: string, body: unknown, nowMs: number): Decision {
		const agent = this.agents.find(({ id }) => id === agentId);
		if (!agent) return { status: 404, message: `Agent '${agentId}' not found` };
		if (agent.status !== 'ACTIVE') return { status: 400, message: 'Agent is not active' };
		const complaint = this.complaintAbout(body);
		if (complaint) return { status: 400, message: complaint };
		this.jobs.settle(nowMs);
		if (
			this.behaviour().credits.whenInsufficient === 'refuse' &&
			this.credits.available < agent.credits
		)
			return { status: 402, message: 'Insufficient credits', undocumented: true };
		const { input, contextData } = body as Pick<JobStart, 'input' | 'contextData'>;
		const job = this.start(agent, input, contextData, nowMs);
		return { status: 200, body: { jobId: job.jobId, status: 'queued' }, job };
	}

	/** Starts a job without any call, as another client of the account would. */
	start(
		agent: EmulatedAgent,
		input: unknown,
		contextData: string | undefined,
		nowMs: number,
		options: StartOptions = {},
	): EmulatedJob {
		const behaviour = this.behaviour();
		const start: JobStart = { agentId: agent.id, input, contextData, nth: ++this.starts };
		const plan = planOf(agent, start, behaviour.jobs, behaviour.speed);
		return this.jobs.start(agent, start, plan, options.startedAtMs ?? nowMs, nowMs);
	}

	getJob(agentId: string, jobId: string, nowMs: number): Decision {
		this.jobs.settle(nowMs);
		const job = this.jobs.find(jobId);
		if (job) return this.tellJob(job, agentId, nowMs);
		const seed = this.history.findSeed(jobId);
		const known = seed && (typeof seed.agent === 'string' ? seed.agent : seed.agent.id);
		if (!seed || known !== agentId) return JOB_NOT_FOUND;
		const answer = typeof seed.agent === 'string' ? {} : seed.agent.answer;
		const result = seed.status === 'completed' ? { result: answer } : {};
		return { status: 200, body: { jobId, status: seed.status, progress: 100, ...result } };
	}

	getBalance(nowMs: number): Decision {
		this.jobs.settle(nowMs);
		return { status: 200, body: { ...this.credits } };
	}

	getHistory(cursor: string | undefined, nowMs: number): Decision {
		const { history: rule, clockSkewMs } = this.behaviour();
		const page = this.history.page(cursor, rule, nowMs);
		if (!page) return { status: 400, message: 'Invalid cursor' };
		const { rows, hasMore, nextCursor } = page;
		const runs = rows.map((row) => documentedRun(row, rule, clockSkewMs));
		const body = { runs, hasMore, ...(nextCursor === undefined ? {} : { nextCursor }) };
		return { status: 200, body, rows };
	}

	private tellJob(job: EmulatedJob, agentId: string, nowMs: number): Decision {
		const isVisible = nowMs >= job.startedAt + this.behaviour().jobs.invisibleMs;
		if (job.agentId !== agentId || !isVisible) return JOB_NOT_FOUND;
		const status = statusAt(job, nowMs);
		const progress = documentedProgress(fractionAt(job, nowMs));
		const result = status === 'completed' ? { result: asObject(job.plan.result) } : {};
		return { status: 200, body: { jobId: job.jobId, status, progress, ...result }, job };
	}

	private complaintAbout(body: unknown): string | undefined {
		if (!isObject(body)) return 'Request body must be a JSON object';
		if (body.input === undefined) return "'input' is required";
		const { accepts } = this.behaviour().jobs;
		const isText = typeof body.input === 'string' && body.input.trim() !== '';
		const isGood =
			(isText && accepts !== 'object') || (isObject(body.input) && accepts !== 'string');
		if (!isGood) return "'input' is not valid";
		const hasContext = body.contextData !== undefined;
		return hasContext && typeof body.contextData !== 'string'
			? "'contextData' must be a string"
			: undefined;
	}

	private charge(credits: number): void {
		this.credits.available -= credits;
		this.credits.used += credits;
	}
}

/** A result of another type is a variant; documented is an object. */
function asObject(result: unknown): Record<string, unknown> {
	return isObject(result) ? result : {};
}

const JOB_NOT_FOUND: Refusal = { status: 404, message: 'Job not found' };
