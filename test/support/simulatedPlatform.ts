import { createApi } from '../../nodes/AgentsCode/api/client';
import type { JobRoom } from '../../nodes/AgentsCode/jobs/jobRoom';
import type { ItemOutcome } from '../../nodes/AgentsCode/jobs/outcome';
import { openLedger } from '../../nodes/AgentsCode/jobs/ledger';
import { mapBounded } from '../../nodes/AgentsCode/jobs/mapBounded';
import { runJob } from '../../nodes/AgentsCode/jobs/runJob';
import { RateLimit, retryAfterHeader, type RateLimitRule } from '../emulator/rateLimit';
import { createRandom } from './random';
import { contextAnswering, type SentRequest } from './requestContext';
import { VirtualClock } from './virtualClock';

interface Refusal {
	status: number;
	headers?: Record<string, string>;
}

export interface Platform {
	jobs: number;
	/** So many items are worked on at once. */
	atOnce: number;
	lengthMs: (job: number) => number;
	/** What is reported of a job that has come so far; nothing where this is absent. */
	progress?: (fraction: number) => number;
	/** So many jobs run at once, the others are queued; all of them where this is absent. */
	slots?: number;
	/** Whether a queued job's status says so, or is `active` from the start. */
	tellsQueue?: boolean;
	limit?: RateLimitRule;
	/** Refuses a request for reasons of its own. */
	refuses?: (atMs: number, method: string) => Refusal | undefined;
	timeoutSeconds?: number;
	/** What one's own machine is busy with for each request, before it is sent and after its answer has come. */
	busyMs?: number;
	seed?: number;
}

interface SimulatedJob {
	beginsAt: number;
	endsAt: number;
}

export const wholePercents = (fraction: number) => Math.floor(100 * fraction);

/** A service in simulated time that answers requests as n8n's helper would bring them. */
class SimulatedService {
	readonly jobs: SimulatedJob[] = [];
	looks = 0;
	refused = 0;
	private readonly limit = new RateLimit();
	private slotEnds: number[] = [];
	private readonly random: () => number;
	private busyUntilMs = 0;

	constructor(
		private readonly clock: VirtualClock,
		private readonly platform: Platform,
	) {
		this.random = createRandom(platform.seed ?? 1);
	}

	private async work() {
		const { busyMs = 0 } = this.platform;
		if (busyMs === 0) return;
		this.busyUntilMs = Math.max(this.clock.now(), this.busyUntilMs) + 2 * busyMs * this.random();
		await this.clock.sleep(this.busyUntilMs - this.clock.now());
	}

	/** Requests take 10 to 20 ms. */
	async request(request: SentRequest) {
		await this.work();
		const answer = await this.exchange(request);
		await this.work();
		return answer;
	}

	private async exchange({ method, url, body }: SentRequest) {
		await this.clock.sleep(5 + 5 * this.random());
		const refusal = this.refusalOf(method);
		if (refusal) this.refused++;
		const answer = refusal
			? { statusCode: refusal.status, headers: refusal.headers ?? {}, body: '' }
			: this.answer(method === 'POST' ? this.start(body ?? '') : this.look(url));
		await this.clock.sleep(5 + 5 * this.random());
		return answer;
	}

	private answer(value: object) {
		return { statusCode: 200, headers: {}, body: JSON.stringify(value) };
	}

	private refusalOf(method: string): Refusal | undefined {
		const { limit, refuses } = this.platform;
		const nowMs = this.clock.now();
		const waitMs = limit ? this.limit.waitMs(limit, nowMs) : 0;
		if (waitMs <= 0) return refuses?.(nowMs, method);
		return {
			status: 429,
			headers: retryAfterHeader(limit?.retryAfter ?? 'seconds', waitMs, nowMs),
		};
	}

	private start(body: string): object {
		const { input } = JSON.parse(body) as { input: { job: number } };
		const beginsAt = this.slotFreeAt();
		const endsAt = beginsAt + this.platform.lengthMs(input.job);
		this.slotEnds.push(endsAt);
		this.jobs[input.job] = { beginsAt, endsAt };
		return { jobId: String(input.job), status: 'queued' };
	}

	private slotFreeAt(): number {
		const { slots = Infinity } = this.platform;
		this.slotEnds.sort((a, b) => a - b);
		if (this.slotEnds.length < slots) return this.clock.now();
		return Math.max(this.clock.now(), this.slotEnds.shift()!);
	}

	private look(url: string): object {
		this.looks++;
		const jobId = url.split('/').at(-1)!;
		const { beginsAt, endsAt } = this.jobs[Number(jobId)];
		const nowMs = this.clock.now();
		if (nowMs >= endsAt) return { jobId, status: 'completed', progress: 100 };
		const isQueued = this.platform.tellsQueue === true && nowMs < beginsAt;
		const fraction = Math.max(0, (nowMs - beginsAt) / (endsAt - beginsAt));
		const progress = this.platform.progress?.(fraction);
		return { jobId, status: isQueued ? 'queued' : 'active', progress };
	}
}

/** Runs all jobs through the node's own code, from the ledger down to the HTTP helper. */
export async function playPlatform(platform: Platform) {
	const clock = new VirtualClock();
	const service = new SimulatedService(clock, platform);
	const random = createRandom((platform.seed ?? 1) + 1);
	const context = contextAnswering(async (request) => await service.request(request));
	const api = await createApi(context, { clock, random });
	const ledger = openLedger({}, () => undefined);
	const room = { api, clock, random, fleets: new Map(), ledger } as unknown as JobRoom;
	const options = {
		timeoutSeconds: platform.timeoutSeconds ?? 600,
		onTimeout: 'error' as const,
		onFailure: 'error' as const,
		pollIntervalSeconds: 0,
	};
	const latenessMs: number[] = [];
	const runOne = async (job: number): Promise<ItemOutcome> => {
		const outcome = await runJob(room, {
			agentId: 'a',
			body: { input: { job } },
			ledgerKey: String(job),
			waitForCompletion: true,
			options,
		});
		if (outcome.ok) latenessMs.push(clock.now() - service.jobs[job].endsAt);
		return outcome;
	};
	const items = Array.from({ length: platform.jobs }, (_, job) => job);
	const outcomes = await clock.run(mapBounded(items, platform.atOnce, runOne));
	return {
		delivered: outcomes.filter((outcome) => outcome?.ok).length,
		endMs: clock.now(),
		latestMs: Math.max(...latenessMs),
		latenessMs,
		looks: service.looks,
		refused: service.refused,
	};
}
