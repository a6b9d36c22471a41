import type { RateLimitRule } from './rateLimit';
import type { RouteName } from './routes';

export type FinalStatus = 'completed' | 'failed' | 'cancelled';
export type JobStatus = 'queued' | 'active' | FinalStatus;

/** What a rule that depends on the start is told; `nth` counts all starts from 1 since the last reset. */
export interface JobStart {
	agentId: string;
	input: unknown;
	contextData?: string;
	nth: number;
}

/** A fixed value, or a function of the start; `undefined` from the function means "as usual". */
export type PerStart<T> = T | ((start: JobStart) => T | undefined);

/** Documented is an object; the rest is for services that differ. */
export type PlayedResult = Record<string, unknown> | unknown[] | string | number | boolean | null;

export type ReasonPlace =
	| 'error'
	| 'error.message'
	| 'message'
	| 'result.error'
	| 'result.error.message'
	| 'nowhere';

/** `linear` is documented; a function gets the elapsed fraction (0–1) and returns the field's value. */
export type ProgressKind =
	| 'linear'
	| 'absent'
	| 'null'
	| 'text'
	| 'jumps'
	| { stuckAt: number }
	| ((fraction: number) => unknown);

export interface JobBehaviour {
	/** From POST to end; unset: the agent's own. `Infinity` never ends. */
	durationMs?: PerStart<number>;
	/** The queued phase, part of the duration. */
	queuedMs: PerStart<number>;
	outcome: PerStart<FinalStatus>;
	/** The result of a completed job; unset: the agent's own, with the input echoed. */
	result?: PerStart<PlayedResult>;
	reason: PerStart<string>;
	reasonIn: ReasonPlace;
	progress: ProgressKind;
	/** `GET job` answers 404 this long after the POST. */
	invisibleMs: number;
	/** Other words for known states, e.g. `{ active: 'running' }`. */
	statusWords: Partial<Record<JobStatus, string>>;
	accepts: 'objectOrString' | 'object' | 'string';
}

export interface AgentBehaviour {
	shape: 'bare' | 'wrapped' | 'malformed';
	/** Ids of agents listed without `credits`. */
	unpriced: string[];
}

export interface CreditBehaviour {
	/** Balance at the start and after `reset()`. */
	available: number;
	used: number;
	/** What a start gets when the balance does not cover the price. */
	whenInsufficient: 'run' | 'refuse';
	shape: 'documented' | 'text' | 'null';
}

export type CursorKind =
	| 'honoured'
	/** Every page is the first one, with the same cursor. */
	| 'ignored'
	/** Pages advance once, but the cursor handed out is always the first one. */
	| 'repeated'
	/** The first page's rows again and again, each time under a fresh cursor. */
	| 'barren'
	/** After the first page: no rows, yet `hasMore` and a fresh cursor. */
	| 'hollow'
	/** `hasMore` without any cursor. */
	| 'missing';

export type BrokenDates = 'null' | 'absent' | 'text' | 'epoch' | 'future';

export interface HistoryBehaviour {
	pageSize: number;
	orderBy: 'startedAt' | 'completedAt';
	direction: 'newestFirst' | 'oldestFirst';
	listUnfinished: boolean;
	/** How an unfinished row's `completedAt` and `duration` look. */
	unfinishedEnd: 'null' | 'absent';
	listFailed: boolean;
	listCancelled: boolean;
	agentAs: 'id' | 'name' | 'displayName';
	/** `stable`: a cursor remembers the last row. `shifting`: an offset, so new rows push old ones on. */
	paging: 'stable' | 'shifting';
	cursor: CursorKind;
	/** What a last page carries as `nextCursor`. */
	lastCursor: 'absent' | 'null' | 'empty';
	/** So many rows of the page before are sent again. */
	overlap: number;
	/** A run appears this long after its end. */
	lateMs: number;
	/** Timestamps are rounded down to this: coarse ones give equal timestamps. */
	granularityMs: number;
	dates: 'iso' | BrokenDates;
	/** Last word on a row; the row handed in is a copy. */
	row?: (row: Record<string, unknown>) => unknown;
}

export type ErrorForm = 'error' | 'message' | 'error.message' | 'text' | 'html' | 'empty';

export interface Behaviour {
	/** Divides every duration: 10 makes jobs ten times as fast. */
	speed: number;
	/** Added before each answer. */
	latencyMs: number;
	/** The service's clock is this far ahead of the machine's, in every date it tells. */
	clockSkewMs: number;
	/** Adds fields no reference knows to agents, jobs, runs, balance and pages. */
	extraFields: boolean;
	/** Body of every refusal. */
	errorForm: ErrorForm;
	rateLimit?: RateLimitRule & { routes?: RouteName[] };
	jobs: JobBehaviour;
	agents: AgentBehaviour;
	credits: CreditBehaviour;
	history: HistoryBehaviour;
}

/** A behaviour of which only the differing parts are said. */
export type BehaviourChange = {
	[K in keyof Behaviour]?: Behaviour[K] extends JobBehaviour | AgentBehaviour | CreditBehaviour
		? Partial<Behaviour[K]>
		: Behaviour[K] extends HistoryBehaviour
			? Partial<HistoryBehaviour>
			: Behaviour[K];
};

/** What the reference documents, with the likeliest reading where it is silent. */
export function documentedBehaviour(): Behaviour {
	return {
		speed: 1,
		latencyMs: 0,
		clockSkewMs: 0,
		extraFields: false,
		errorForm: 'error',
		rateLimit: undefined,
		jobs: {
			queuedMs: 20,
			outcome: 'completed',
			reason: 'The agent could not reach the page it was asked to read',
			reasonIn: 'error',
			progress: 'linear',
			invisibleMs: 0,
			statusWords: {},
			accepts: 'objectOrString',
		},
		agents: { shape: 'bare', unpriced: ['site-monitor'] },
		credits: { available: 1000, used: 50, whenInsufficient: 'run', shape: 'documented' },
		history: {
			pageSize: 20,
			orderBy: 'startedAt',
			direction: 'newestFirst',
			listUnfinished: false,
			unfinishedEnd: 'null',
			listFailed: true,
			listCancelled: true,
			agentAs: 'id',
			paging: 'stable',
			cursor: 'honoured',
			lastCursor: 'absent',
			overlap: 0,
			lateMs: 0,
			granularityMs: 1,
			dates: 'iso',
		},
	};
}

/** `base` with `change` laid over it, one level into the groups; neither is touched. */
export function changed(base: Behaviour, change: BehaviourChange): Behaviour {
	return {
		...base,
		...change,
		jobs: { ...base.jobs, ...change.jobs },
		agents: { ...base.agents, ...change.agents },
		credits: { ...base.credits, ...change.credits },
		history: { ...base.history, ...change.history },
	};
}
