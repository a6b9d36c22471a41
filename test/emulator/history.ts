import type { EmulatedAgent } from './agents';
import type { HistoryBehaviour } from './behaviour';
import { type Cursor, readCursor, writeCursor } from './cursors';
import type { JobBook } from './jobs';
import { isListed, type RunRow, runOfJob, sortTime } from './runs';
import { givenRun, seededRuns, type SeedOptions, type SeedRow } from './seeds';
import { Merged, type Placed } from './merged';

export interface Page {
	rows: RunRow[];
	hasMore: boolean;
	nextCursor?: string;
}

/** The credit history: seeded rows and the rows of played jobs, in one order, cut into pages. */
export class History {
	private seeds: RunRow[] = [];
	private sortedSeeds?: { key: string; placed: Placed[] };
	private sortedLive?: { key: string; placed: Placed[] };
	private cursorsGiven = 0;

	constructor(private readonly jobs: JobBook) {}

	/** Adds `what` rows (a number: made up, a list: as given) and returns them. */
	seed(
		what: number | SeedRow[],
		agents: EmulatedAgent[],
		options: SeedOptions,
		nowMs: number,
	): RunRow[] {
		const from = this.seeds.length;
		const rows =
			typeof what === 'number'
				? seededRuns(what, agents, options, nowMs, from)
				: what.map((row, index) => givenRun(row, from + index, agents, nowMs));
		this.seeds = this.seeds.concat(rows);
		this.sortedSeeds = undefined;
		return rows;
	}

	findSeed(jobId: string): RunRow | undefined {
		return this.seeds.find((row) => row.jobId === jobId);
	}

	/** @returns undefined when the cursor is none of ours */
	page(cursorText: string | undefined, rule: HistoryBehaviour, nowMs: number): Page | undefined {
		const cursor = cursorText === undefined ? undefined : readCursor(cursorText);
		if (cursorText !== undefined && cursor === undefined) return undefined;
		const list = this.ordered(rule, nowMs);
		const from = Math.max(0, this.startOf(cursor, rule, list) - (cursor ? rule.overlap : 0));
		const size = rule.pageSize + (cursor ? rule.overlap : 0);
		const rows = list.slice(from, size);
		const end = from + rows.length;
		return this.withCursor({ rows, end, more: end < list.length }, cursor, rule, list);
	}

	private startOf(cursor: Cursor | undefined, rule: HistoryBehaviour, list: Merged): number {
		if (!cursor || rule.cursor === 'ignored' || rule.cursor === 'barren') return 0;
		return cursor.after ? list.indexAfter(cursor.after) : cursor.offset;
	}

	private withCursor(
		cut: { rows: RunRow[]; end: number; more: boolean },
		cursor: Cursor | undefined,
		rule: HistoryBehaviour,
		list: Merged,
	): Page {
		const endless = rule.cursor === 'barren' || rule.cursor === 'hollow';
		const hasMore = cut.more || (endless && cursor !== undefined);
		if (!hasMore) return { rows: cut.rows, hasMore };
		const rows = rule.cursor === 'hollow' && cursor ? [] : cut.rows;
		const end = rule.cursor === 'repeated' ? Math.min(rule.pageSize, list.length) : cut.end;
		const serial = endless ? ++this.cursorsGiven : undefined;
		const after = rule.paging === 'stable' && end > 0 ? list.keyAt(end - 1) : undefined;
		return { rows, hasMore, nextCursor: writeCursor({ offset: end, after, serial }) };
	}

	private ordered(rule: HistoryBehaviour, nowMs: number): Merged {
		this.jobs.settle(nowMs);
		const shape = JSON.stringify({ ...rule, row: undefined, pageSize: 0, overlap: 0, cursor: '' });
		if (this.sortedSeeds?.key !== shape) {
			const listed = this.seeds.filter((row) => isListed(row, rule, Infinity));
			this.sortedSeeds = { key: shape, placed: placed(listed, rule) };
		}
		// Late rows appear, and unfinished ones change, by time alone: such lists cannot be kept.
		const liveKey = `${shape}#${this.jobs.version}`;
		if (this.sortedLive?.key !== liveKey || rule.lateMs > 0 || rule.listUnfinished) {
			const rows = this.jobs.all.map((job) => runOfJob(job, nowMs));
			const listed = rows.filter((row) => isListed(row, rule, nowMs));
			this.sortedLive = { key: liveKey, placed: placed(listed, rule) };
		}
		return new Merged(this.sortedSeeds.placed, this.sortedLive.placed, rule.direction);
	}
}

function placed(rows: RunRow[], rule: HistoryBehaviour): Placed[] {
	const list = rows.map((row) => ({ key: { time: sortTime(row, rule), id: row.id }, row }));
	return Merged.sorted(list, rule.direction);
}
