import type { ErrorForm } from './behaviour';
import type { RetryAfterForm } from './rateLimit';
import type { RecordedRequest } from './recorder';
import type { RouteName } from './routes';

/** What goes wrong. Each kind says whether the service's real answer takes part in it. */
export type FaultKind =
	/** An answer with any status, e.g. 500 or 429; `body` overrides `form`. */
	| {
			kind: 'status';
			status: number;
			form?: ErrorForm;
			message?: string;
			body?: unknown;
			headers?: Record<string, string>;
			/** For 429 and 503: one of the three forms, or the header's own text. */
			retryAfter?: RetryAfterForm | { text: string };
			retryAfterMs?: number;
	  }
	/** The connection is torn down without a byte. */
	| { kind: 'reset' }
	/** The connection is closed politely without a byte. */
	| { kind: 'close' }
	/** No answer, until the client or the emulator gives up; with `ms` the real answer follows then. */
	| { kind: 'hang'; ms?: number }
	/** 200 with nothing. */
	| { kind: 'empty' }
	/** 200 with a page. */
	| { kind: 'html'; status?: number }
	/** To another origin (the emulator's stranger unless told), or back to this one. */
	| { kind: 'redirect'; status?: 301 | 302 | 303 | 307 | 308; location?: string }
	/** Any JSON with 200 (or another status) in place of the answer. */
	| { kind: 'json'; body: unknown; status?: number }
	/** The real answer, cut off in the middle by a torn connection. */
	| { kind: 'resetMidBody' }
	/** The real answer, so many bytes at a time. */
	| { kind: 'drip'; everyMs?: number; bytes?: number }
	/** The head of the answer, a byte at a time; its body never comes. */
	| { kind: 'dripHead'; everyMs?: number }
	/** 200 (or another status) with a body that begins as JSON and never ends, as fast as it is taken. */
	| { kind: 'endless'; status?: number }
	/** The first half of the real answer, as if it were whole. */
	| { kind: 'truncated' }
	/** The real answer as a JSON value of another type: a list for an object, an object for a list. */
	| { kind: 'wrongType' }
	/** The real answer blown up with filler. */
	| { kind: 'huge'; megabytes?: number }
	/** The real answer under another content type. */
	| { kind: 'contentType'; contentType?: string }
	/** The real answer with null in place of every value. */
	| { kind: 'nulls' }
	/** The real answer as changed by the test. */
	| { kind: 'mutate'; change: (body: never) => unknown };

export interface FaultRule {
	/** Calls it applies to; all unless told. */
	route?: RouteName | RouteName[];
	/** How often it is played; 1 unless told, `Infinity` for always. */
	times?: number;
	/** So many fitting requests are let pass first. */
	after?: number;
	/** Only requests that fit. */
	when?: (request: RecordedRequest) => boolean;
	/**
	 * For a POST: whether the job is started (and paid) all the same. Kinds that need the real answer
	 * start it unless told false (then the answer names a job that does not exist); others only if told.
	 */
	startsAnyway?: boolean;
}

export type Fault = FaultRule & FaultKind;

export interface FaultHandle {
	/** How often it was played so far. */
	readonly played: number;
	/** Takes it out of play. */
	remove(): void;
}

interface Waiting {
	fault: Fault;
	skipped: number;
	played: number;
}

const NEEDS_ANSWER: ReadonlySet<FaultKind['kind']> = new Set([
	'resetMidBody',
	'drip',
	'truncated',
	'wrongType',
	'huge',
	'contentType',
	'nulls',
	'mutate',
]);

/** Whether the fault distorts the real answer instead of replacing it. */
export function needsAnswer(fault: Fault): boolean {
	return NEEDS_ANSWER.has(fault.kind) || (fault.kind === 'hang' && fault.ms !== undefined);
}

/** Whether a POST under this fault really starts its job. */
export function startsJob(fault: Fault): boolean {
	return fault.startsAnyway ?? needsAnswer(fault);
}

/** The faults in wait; the first that fits a request, in the order they were set, is played. */
export class Faults {
	private waiting: Waiting[] = [];

	add(fault: Fault): FaultHandle {
		const entry: Waiting = { fault, skipped: 0, played: 0 };
		this.waiting.push(entry);
		return {
			get played() {
				return entry.played;
			},
			remove: () => this.drop(entry),
		};
	}

	take(request: RecordedRequest): Fault | undefined {
		for (const entry of this.waiting) {
			if (!applies(entry.fault, request)) continue;
			if (entry.skipped < (entry.fault.after ?? 0)) {
				entry.skipped++;
				continue;
			}
			entry.played++;
			if (entry.played >= (entry.fault.times ?? 1)) this.drop(entry);
			return entry.fault;
		}
		return undefined;
	}

	clear(): void {
		this.waiting = [];
	}

	private drop(entry: Waiting): void {
		this.waiting = this.waiting.filter((other) => other !== entry);
	}
}

function applies({ route, when }: Fault, request: RecordedRequest): boolean {
	const routes = route === undefined ? [request.route] : [route].flat();
	return routes.includes(request.route) && (when?.(request) ?? true);
}
