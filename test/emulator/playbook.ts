import type { EmulatedAgent } from './agents';
import type {
	FinalStatus,
	JobBehaviour,
	JobStart,
	PerStart,
	ProgressKind,
	ReasonPlace,
} from './behaviour';

/** How one job will go, decided at its start. */
export interface Plan {
	queuedMs: number;
	durationMs: number;
	outcome: FinalStatus;
	result: unknown;
	reason: string;
	credits: number;
	/** Set only by the input; otherwise the behaviour at the time of looking decides. */
	progress?: ProgressKind;
	reasonIn?: ReasonPlace;
}

/**
 * A demo or an imported workflow steers a job by its own input: a field `emulate` in an object
 * (`{ "emulate": { "durationMs": 500, "outcome": "failed" } }`), or the same JSON after the word
 * `emulate:` in a text. Every field of a plan may be given; unknown ones are not looked at.
 */
export function emulateField(input: unknown): Partial<Plan> {
	if (typeof input === 'string') return emulateText(input);
	if (!isObject(input) || !isObject(input.emulate)) return {};
	return knownFields(input.emulate);
}

/** The plan of a start: the input's own wish first, then the behaviour, then the agent's habit. */
export function planOf(
	agent: EmulatedAgent,
	start: JobStart,
	behaviour: JobBehaviour,
	speed: number,
): Plan {
	const wish = emulateField(start.input);
	const durationMs = wish.durationMs ?? forStart(behaviour.durationMs, start) ?? agent.durationMs;
	const queuedMs = wish.queuedMs ?? forStart(behaviour.queuedMs, start) ?? 0;
	return {
		durationMs: durationMs / speed,
		queuedMs: Math.min(queuedMs, durationMs) / speed,
		outcome: wish.outcome ?? forStart(behaviour.outcome, start) ?? 'completed',
		result: firstSaid(
			wish.result,
			forStart(behaviour.result, start),
			usualResult(agent, start.input),
		),
		reason: wish.reason ?? forStart(behaviour.reason, start) ?? '',
		credits: wish.credits ?? agent.credits,
		progress: wish.progress,
		reasonIn: wish.reasonIn,
	};
}

function forStart<T>(rule: PerStart<T> | undefined, start: JobStart): T | undefined {
	return typeof rule === 'function' ? (rule as (start: JobStart) => T | undefined)(start) : rule;
}

/** The first that is not undefined: null is a result worth playing. */
function firstSaid(...results: unknown[]): unknown {
	return results.find((result) => result !== undefined);
}

/** The agent's answer with the input echoed, so that a test can tell whose result it holds. */
function usualResult(agent: EmulatedAgent, input: unknown): Record<string, unknown> {
	const echo = JSON.stringify(input).length > ECHO_LIMIT ? {} : { input };
	return { ...agent.answer, ...echo };
}

const ECHO_LIMIT = 10_000;

function emulateText(text: string): Partial<Plan> {
	const found = /\bemulate:\s*(\{.*\})/s.exec(text);
	if (!found) return {};
	try {
		const wish: unknown = JSON.parse(found[1]);
		return isObject(wish) ? knownFields(wish) : {};
	} catch {
		return {};
	}
}

const OUTCOMES: unknown[] = ['completed', 'failed', 'cancelled'];

function knownFields(wish: Record<string, unknown>): Partial<Plan> {
	const plan: Partial<Plan> = {};
	for (const field of ['durationMs', 'queuedMs', 'credits'] as const) {
		const value = numberIn(wish[field]);
		if (value !== undefined && value >= 0) plan[field] = value;
	}
	if (OUTCOMES.includes(wish.outcome)) plan.outcome = wish.outcome as FinalStatus;
	if (wish.result !== undefined) plan.result = wish.result;
	if (typeof wish.reason === 'string') plan.reason = wish.reason;
	if (typeof wish.progress === 'string' || isObject(wish.progress))
		plan.progress = wish.progress as ProgressKind;
	if (typeof wish.reasonIn === 'string') plan.reasonIn = wish.reasonIn as ReasonPlace;
	return plan;
}

/** A form's text field gives numbers as text. */
function numberIn(value: unknown): number | undefined {
	const isNumeric = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
	return isNumeric && !Number.isNaN(Number(value)) ? Number(value) : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
