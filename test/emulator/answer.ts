import type { Behaviour } from './behaviour';
import { errorPayload, json, type Payload } from './errorBodies';
import { isDeepStrictEqual } from './platform';
import type { RouteName } from './routes';
import type { Decision } from './service';
import { varied } from './variants';

/** An answer ready to be sent. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	payload: Payload;
	/** What the reference would have it say; checked even where a variant says it otherwise. */
	documented: { status: number; body: unknown };
	/** A variant or fault changed this very answer, so it may leave the reference. */
	beyondContract: boolean;
}

/** Words a decision as the behaviour asks. */
export function answerOf(
	route: RouteName,
	decision: Decision,
	behaviour: Behaviour,
	nowMs: number,
): Answer {
	if (!('body' in decision)) {
		const { status, message, headers = {}, undocumented = false } = decision;
		return {
			status,
			headers,
			payload: errorPayload(behaviour.errorForm, status, message),
			documented: { status, body: undefined },
			beyondContract: undocumented,
		};
	}
	const { status, body } = decision;
	const told = varied(route, decision, behaviour, nowMs);
	return {
		status,
		headers: {},
		payload: json(told),
		documented: { status, body },
		beyondContract: !isDeepStrictEqual(told, body),
	};
}
