import type { Run } from '../../api/shapes';
import { isFinal, readStatus } from '../../jobs/status';
import { rowKey } from './rowKey';

const DAY_MS = 86_400_000;
const YEAR_2000_MS = Date.UTC(2000, 0, 1);

/** What the trigger goes by when it looks at a row of the credit history. */
export interface RowFacts {
	key: string;
	run: Run;
	isFinished: boolean;
	/** Epoch milliseconds of the later one of the row's dates, where one can be believed. */
	latestMs?: number;
	/** Epoch milliseconds of the end, where it can be believed. */
	endedMs?: number;
}

/**
 * Reads a date the service tells. Clocks may disagree by hours; a date before this century, or more
 * than a day ahead of this machine, is a broken one and counts as missing.
 *
 * @returns epoch milliseconds
 */
function readDate(raw: unknown, nowMs: number): number | undefined {
	const ms = typeof raw === 'string' ? Date.parse(raw) : NaN;
	return ms >= YEAR_2000_MS && ms <= nowMs + DAY_MS ? ms : undefined;
}

/** A final status decides; under a word the reference does not name, only an end says "finished". */
function isFinishedRun(run: Run, endedMs: number | undefined): boolean {
	const status = readStatus(run.status);
	return isFinal(status) || (status === 'unknown' && endedMs !== undefined);
}

export function readRow(run: Run, nowMs: number): RowFacts {
	const startedMs = readDate(run.startedAt, nowMs);
	const endedMs = readDate(run.completedAt, nowMs);
	const latestMs =
		startedMs === undefined || endedMs === undefined
			? (endedMs ?? startedMs)
			: Math.max(startedMs, endedMs);
	return {
		key: rowKey(run.id),
		run,
		isFinished: isFinishedRun(run, endedMs),
		...(latestMs === undefined ? {} : { latestMs }),
		...(endedMs === undefined ? {} : { endedMs }),
	};
}
