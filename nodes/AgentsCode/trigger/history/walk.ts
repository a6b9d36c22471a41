import type { HistoryPage } from '../../api/shapes';
import { CutGap } from './cutGap';
import type { KnownRows } from './knownRows';
import type { Entry, Ledger } from './ledger';
import { readRow, type RowFacts } from './rowFacts';
import { rowKey } from './rowKey';
import { Waterline } from './waterline';

/** What a row says, in the light of what is known. */
type Verdict = 'news' | 'opened' | 'known';

export interface WalkRule {
	known: KnownRows;
	nowMs: number;
	lookBackMs: number;
	/** The first walk after activation: whatever has ended by now is old. */
	isBaseline: boolean;
	/** Where that walk is continued, by the service's clock: only what had ended by then is old. */
	oldUntilMs?: number;
	/** By the service's clock: rows older than this lie before the look-back. */
	floorMs?: number;
	/** By the service's clock: what ended before this is not reported. */
	cutMs?: number;
	/** What an interrupted walk had read already. */
	resumed?: { read: Ledger; above: number; isCut: boolean; cursor?: string };
}

/**
 * One reading of the credit history from the top (or from where the last one stopped), page by page.
 * It judges each row as it comes and knows when enough was read; it neither fetches nor stores.
 */
export class HistoryWalk {
	readonly read: Entry[];
	/** Finished runs to report, in the history's order. */
	readonly news: RowFacts[] = [];
	readonly open: RowFacts[] = [];
	/** Runs to report that no poll has seen before; the others are left from earlier polls. */
	freshRuns = 0;
	readonly met: Set<string>;
	cursor: string | undefined;
	pages = 0;
	pageSize = 1;
	/** The history's end was reached. */
	hasEnded = false;
	/** The last page held nothing that was not known. */
	isQuiet = false;
	/** The service sent the same page or cursor again. */
	isRepeating = false;
	readonly waterline: Waterline;
	/** What this walk had read before it was interrupted. */
	readonly readEarlier: Ledger;
	/** The lowest place of the ledger that was met: unknown rows above it have appeared since. */
	private lowestMet = -1;
	private readonly earlier: ReadonlySet<string>;
	private readonly gap: CutGap | undefined;
	private readonly cursors = new Set<string>();
	/** Met since the walk was begun or continued: rows that came meanwhile may push others down again. */
	private readonly seen = new Set<string>();

	constructor(private readonly rule: WalkRule) {
		const { resumed } = rule;
		this.readEarlier = resumed?.read ?? [];
		this.earlier = new Set(
			this.readEarlier.filter(({ isSettled }) => isSettled).map(({ key }) => key),
		);
		this.cursor = resumed?.cursor;
		const isAnew = resumed?.isCut === true && this.cursor === undefined;
		this.gap = isAnew ? new CutGap(this.readEarlier) : undefined;
		this.read = resumed?.cursor === undefined ? [] : this.readEarlier.slice(0, resumed.above);
		this.met = new Set(this.read.map(({ key }) => key));
		for (const { key } of this.read) this.lower(key);
		const isLineKnown = rule.floorMs !== undefined || !rule.isBaseline;
		this.waterline = new Waterline(rule.floorMs, isLineKnown ? undefined : rule.lookBackMs);
	}

	/** By the service's clock: what ended before is not reported. */
	get cutMs(): number | undefined {
		return this.rule.cutMs;
	}

	/** Whether a row that was settled before has been met again. */
	get isAnchored(): boolean {
		return this.lowestMet >= 0;
	}

	/** Whether all is read that has come to the top since the last walk. */
	get isSurfaceRead(): boolean {
		if (this.hasEnded) return true;
		const mustAnchor = this.rule.resumed !== undefined && this.rule.known.bottom >= 0;
		if (this.isQuiet && (this.isAnchored || !mustAnchor)) return true;
		return !this.isAnchored && this.waterline.isFarBelow;
	}

	/** Whether nothing more can be found that the look-back promises. */
	get isSwept(): boolean {
		return this.hasEnded || this.waterline.isBelow || this.isBeyond;
	}

	/** Reads one page: the first, or the one the cursor led to. */
	take(page: HistoryPage): void {
		this.pages++;
		this.pageSize = Math.max(this.pageSize, page.runs.length);
		const rows = page.runs.map((run) => readRow(run, this.rule.nowMs));
		let fresh = 0;
		const isBarren = rows.every(({ key }) => this.seen.has(key));
		for (const row of rows) {
			this.seen.add(row.key);
			if (this.met.has(row.key)) continue;
			this.met.add(row.key);
			if (this.takeRow(row) !== 'known') fresh++;
		}
		this.isQuiet = fresh === 0;
		this.follow(page, isBarren);
	}

	private follow({ hasMore, nextCursor }: HistoryPage, isBarren: boolean): void {
		const next = hasMore ? nextCursor : undefined;
		this.hasEnded = next === undefined;
		this.cursor = next;
		if (next === undefined) return;
		this.isRepeating = isBarren || this.cursors.has(next);
		this.cursors.add(next);
	}

	private takeRow(row: RowFacts): Verdict {
		this.waterline.note(row);
		const verdict = this.judge(row);
		this.lower(row.key);
		const isSettled = row.isFinished || this.wasSettled(row.key);
		this.read.push({ key: row.key, isSettled });
		if (verdict === 'news') this.takeNews(row);
		if (!isSettled) this.open.push(row);
		return verdict;
	}

	private takeNews(row: RowFacts): void {
		this.news.push(row);
		if (!this.rule.known.places.has(row.key)) this.freshRuns++;
	}

	private judge(row: RowFacts): Verdict {
		const { known, isBaseline } = this.rule;
		if (this.gap?.covers(row.key)) return 'known';
		if (this.wasTold(row) || this.wasSettled(row.key)) return 'known';
		if (isBaseline) return this.hasEndedSince(row) ? 'news' : 'known';
		const wasOpen = known.places.has(row.key) || known.open.has(row.key);
		if (!wasOpen && this.isBeyond) return 'known';
		if (!row.isFinished) return wasOpen ? 'known' : 'opened';
		return this.isCutOff(row) ? 'known' : 'news';
	}

	/** A row that had no id stood under its job's; it may get one when its run ends. */
	private wasTold({ key, run: { jobId } }: RowFacts): boolean {
		return !this.rule.known.places.has(key) && !!jobId && this.wasSettled(rowKey(jobId));
	}

	private wasSettled(key: string): boolean {
		return this.rule.known.places.get(key)?.isSettled === true || this.earlier.has(key);
	}

	private hasEndedSince({ isFinished, endedMs = -Infinity }: RowFacts): boolean {
		return isFinished && endedMs > (this.rule.oldUntilMs ?? Infinity);
	}

	private isCutOff({ endedMs }: RowFacts): boolean {
		const { cutMs } = this.rule;
		return cutMs !== undefined && endedMs !== undefined && endedMs < cutMs;
	}

	/** Below all that is known: what stands here was there before the trigger was. */
	private get isBeyond(): boolean {
		const { known, isBaseline } = this.rule;
		const isBottomKnown = !isBaseline && !known.isWhole && known.bottom >= 0;
		return isBottomKnown && this.lowestMet >= known.bottom;
	}

	private lower(key: string): void {
		const place = this.rule.known.places.get(key);
		if (place?.isSettled) this.lowestMet = Math.max(this.lowestMet, place.index);
	}
}
