import { isRecord } from '../../api/shapes';
import { isLedgerText } from './ledger';
import type { OpenRun } from './openRuns';

/** The last time that all rows within the look-back were read. */
export interface SweepMark {
	/** The service's clock then, as far as its rows tell; null when no row had a date. */
	serviceMs: number | null;
	/** This machine's clock then. */
	atMs: number;
	/** Since then: polls, and whether rows have come. */
	polls: number;
	sawNews: boolean;
	/** Pages the next sweep is expected to take. */
	pages: number;
}

/** A walk that ran out of time, to be continued by the next poll. */
export interface SuspendedWalk {
	/** null: the cursor was refused, so the walk starts again from the top. */
	cursor: string | null;
	/** Encoded ledger of the rows read so far. */
	read: string;
	/** So many of `read` lie above the cursor; the rest was read before the walk had to start again. */
	above: number;
	/** Whether the middle of `read` was dropped to stay small. */
	isCut: boolean;
	/** Whether it is a sweep, which reads on through known rows. */
	isSweep: boolean;
	/** Whether it is the first walk after activation, which goes on below all that is known. */
	isBaseline?: boolean;
	/** This machine's clock when the walk began. */
	sinceMs: number;
}

/** All that the trigger remembers between two polls. Plain JSON: n8n stores it. */
export interface TriggerState {
	version: 1;
	/** Whose history it is: the id of the credential. */
	scope: string;
	/** Encoded ledger. */
	ledger: string;
	/** Whether the ledger reaches the history's end, so that nothing can stand below it. */
	isWhole: boolean;
	open: OpenRun[];
	/** Whether the history was ever seen to list an unfinished run. */
	listsOpen: boolean;
	/** The newest date seen, by the service's clock. */
	newestMs: number | null;
	/** The service's clock is at least so far ahead of this machine's (behind, if negative). */
	aheadMs: number | null;
	/** This machine's clock at the last poll. */
	polledAtMs: number;
	/** From the poll before to that one: how often n8n polls. */
	gapMs: number;
	/**
	 * By the service's clock: what ended before, in a pause, is not reported. Kept until all is read that
	 * came meanwhile, which may take several polls.
	 */
	cutMs?: number;
	sweep: SweepMark;
	walk: SuspendedWalk | null;
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isNumberOrNull = (value: unknown) => value === null || isNumber(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

function isOpenRun(value: unknown): value is OpenRun {
	return (
		isRecord(value) &&
		[value.id, value.agent, value.jobId].every(isText) &&
		(value.startedAt === null || isText(value.startedAt)) &&
		[value.sinceMs, value.lookedMs, value.misses].every(isNumber)
	);
}

function isSweepMark(value: unknown): value is SweepMark {
	return (
		isRecord(value) &&
		isNumberOrNull(value.serviceMs) &&
		[value.atMs, value.polls, value.pages].every(isNumber) &&
		isBoolean(value.sawNews)
	);
}

function isSuspendedWalk(value: unknown): value is SuspendedWalk {
	return (
		isRecord(value) &&
		(value.cursor === null || isText(value.cursor)) &&
		isLedgerText(value.read) &&
		[value.isCut, value.isSweep, value.isBaseline ?? false].every(isBoolean) &&
		[value.above, value.sinceMs].every(isNumber)
	);
}

/** Whether a stored value is this version's state, whole and sound; nothing else is believed. */
export function isTriggerState(value: unknown): value is TriggerState {
	return (
		isRecord(value) &&
		value.version === 1 &&
		isText(value.scope) &&
		isLedgerText(value.ledger) &&
		[value.isWhole, value.listsOpen].every(isBoolean) &&
		Array.isArray(value.open) &&
		value.open.every(isOpenRun) &&
		[value.newestMs, value.aheadMs].every(isNumberOrNull) &&
		[value.polledAtMs, value.gapMs, value.cutMs ?? 0].every(isNumber) &&
		isSweepMark(value.sweep) &&
		(value.walk === null || isSuspendedWalk(value.walk))
	);
}
