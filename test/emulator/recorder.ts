import type { IncomingHttpHeaders } from './platform';
import type { RouteName } from './routes';

/** One request as it came in, and what became of it. */
export interface RecordedRequest {
	route: RouteName;
	method: string;
	/** Path with its query, exactly as sent. */
	path: string;
	/** Arrival, milliseconds of the machine's clock. */
	at: number;
	/** All headers as sent, the key included: tests compare, so do not print them. */
	headers: IncomingHttpHeaders;
	/** Parsed when it is JSON, else the text; undefined without a body. */
	body?: unknown;
	agentId?: string;
	/** The job asked for, or the one that this POST started. */
	jobId?: string;
	cursor?: string;
	/** The status answered; undefined when no complete answer was given (yet). */
	status?: number;
	/** The fault that was played instead of a plain answer. */
	fault?: string;
	answeredAt?: number;
}

export interface RequestFilter {
	status?: number;
	agentId?: string;
	jobId?: string;
}

/** Remembers requests for tests to count. The oldest are let go after `KEPT`; totals stay true. */
export class Recorder {
	requests: RecordedRequest[] = [];
	/** Most requests being answered at one moment. */
	peak = 0;
	private open = 0;
	private totals = new Map<RouteName, number>();

	begin(request: RecordedRequest): void {
		this.requests.push(request);
		if (this.requests.length > KEPT) this.requests.splice(0, KEPT / 10);
		this.totals.set(request.route, (this.totals.get(request.route) ?? 0) + 1);
		this.open++;
		this.peak = Math.max(this.peak, this.open);
	}

	end(request: RecordedRequest, status: number | undefined): void {
		request.status = status;
		request.answeredAt = Date.now();
		this.open--;
	}

	/** Requests of a route (all without one); with a filter, among those still remembered. */
	count(route?: RouteName, filter?: RequestFilter): number {
		if (filter) return this.requests.filter((request) => fits(request, route, filter)).length;
		if (route) return this.totals.get(route) ?? 0;
		return [...this.totals.values()].reduce((sum, count) => sum + count, 0);
	}

	reset(): void {
		this.requests = [];
		this.totals.clear();
		this.peak = this.open;
	}
}

const KEPT = 200_000;

function fits(
	request: RecordedRequest,
	route: RouteName | undefined,
	{ status, agentId, jobId }: RequestFilter,
): boolean {
	return (
		(route === undefined || request.route === route) &&
		(status === undefined || request.status === status) &&
		(agentId === undefined || request.agentId === agentId) &&
		(jobId === undefined || request.jobId === jobId)
	);
}
