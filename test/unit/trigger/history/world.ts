import type { Fault, Result } from '../../../../nodes/AgentsCode/api/result';
import type { HistoryPage, Job, Run } from '../../../../nodes/AgentsCode/api/shapes';
import type { HistorySource } from '../../../../nodes/AgentsCode/trigger/history/source';

/** A job of the simulated service; times are the world's, in milliseconds. */
export interface WorldJob {
	id: string;
	startMs: number;
	endMs: number;
	/** When its finished row shows, not before its end. */
	listedMs: number;
	dates: 'sound' | 'null' | 'text' | 'epoch' | 'future';
	/** The history lists it while it runs at most, and no longer once it has ended. */
	vanishes?: boolean;
}

export interface WorldRule {
	orderBy: 'start' | 'end' | 'endElseStart';
	listsUnfinished: boolean;
	pageSize: number;
	cursor: 'row' | 'offset';
	/** Dates are told rounded down to this. */
	granularityMs: number;
	/** The service's clock minus the world's. */
	skewMs: number;
}

const fault: Fault = { kind: 'status', httpStatus: 503, message: 'busy' };

/** A service that runs jobs in simulated time; what it does wrong is told to it request by request. */
export class World implements HistorySource {
	nowMs: number;
	pagesRead = 0;
	lookUps = 0;
	/** Asked before each request: time may pass, and the request may go wrong. */
	beforeRequest: () => { fails: boolean; refusesCursor?: boolean } = () => ({ fails: false });

	constructor(
		readonly jobs: WorldJob[],
		readonly rule: WorldRule,
		startMs: number,
	) {
		this.nowMs = startMs;
	}

	now(): number {
		return this.nowMs;
	}

	/** The history as it stands, top to bottom. */
	rows(): WorldJob[] {
		const { orderBy, listsUnfinished } = this.rule;
		const shown = this.jobs.filter((job) => {
			if (job.vanishes && job.listedMs <= this.nowMs) return false;
			return (listsUnfinished ? job.startMs : job.listedMs) <= this.nowMs;
		});
		const place = (job: WorldJob) => {
			if (orderBy === 'start') return job.startMs;
			if (job.listedMs <= this.nowMs) return job.endMs;
			return orderBy === 'end' ? Infinity : job.startMs;
		};
		const coarse = (ms: number) => (ms === Infinity ? ms : this.coarse(ms));
		const ranked = shown.map((job) => ({ job, at: coarse(place(job)) }));
		ranked.sort((a, b) => (a.at === b.at ? (a.job.id < b.job.id ? 1 : -1) : b.at > a.at ? 1 : -1));
		return ranked.map(({ job }) => job);
	}

	async getHistoryPage(cursor?: string): Promise<Result<HistoryPage>> {
		this.pagesRead++;
		const { fails, refusesCursor } = this.beforeRequest();
		if (fails) return { ok: false, fault };
		if (refusesCursor && cursor !== undefined) {
			return { ok: false, fault: { kind: 'status', httpStatus: 400, message: 'unknown cursor' } };
		}
		const rows = this.rows();
		const from = this.offsetOf(cursor, rows);
		const page = rows.slice(from, from + this.rule.pageSize);
		const hasMore = from + page.length < rows.length;
		const nextCursor = this.rule.cursor === 'offset' ? String(from + page.length) : page.at(-1)?.id;
		return {
			ok: true,
			value: {
				runs: page.map((job) => this.rowOf(job)),
				hasMore,
				...(hasMore ? { nextCursor } : {}),
			},
		};
	}

	async getJob(_agent: string, jobId: string): Promise<Result<Job>> {
		this.lookUps++;
		if (this.beforeRequest().fails) return { ok: false, fault };
		const job = this.jobs.find(({ id }) => `job-${id}` === jobId);
		if (!job) return { ok: false, fault: { kind: 'status', httpStatus: 404, message: '' } };
		return { ok: true, value: { jobId, status: job.endMs <= this.nowMs ? 'completed' : 'active' } };
	}

	private offsetOf(cursor: string | undefined, rows: WorldJob[]): number {
		if (cursor === undefined) return 0;
		if (this.rule.cursor === 'offset') return Number(cursor);
		return rows.findIndex(({ id }) => id === cursor) + 1;
	}

	private coarse(ms: number): number {
		return Math.floor(ms / this.rule.granularityMs) * this.rule.granularityMs;
	}

	private rowOf(job: WorldJob): Run {
		const isEnded = job.listedMs <= this.nowMs;
		return {
			id: job.id,
			agent: 'agent',
			jobId: `job-${job.id}`,
			status: isEnded ? 'completed' : 'active',
			startedAt: this.date(job, job.startMs),
			completedAt: isEnded ? this.date(job, job.endMs) : null,
		};
	}

	private date(job: WorldJob, ms: number): string | null {
		switch (job.dates) {
			case 'null':
				return null;
			case 'text':
				return 'soon';
			case 'epoch':
				return new Date(0).toISOString();
			case 'future':
				return '2999-01-01T00:00:00.000Z';
			case 'sound':
				return new Date(this.coarse(ms + this.rule.skewMs)).toISOString();
		}
	}
}
