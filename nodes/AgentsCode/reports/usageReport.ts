import { endOf, startOf } from '../api/runDates';
import type { Agent, Run } from '../api/shapes';
import { FigureFold, type Figures } from './figures';
import { groupingBy, type Group, type GroupBy, type Grouping } from './groups';
import { liesIn, type Period } from './period';
import type { Zone } from './zone';

export interface GroupFigures extends Figures {
	/** The agent's label, the date, the status, or `all`. */
	group: string;
}

export interface UsageReport {
	groupBy: GroupBy;
	groups: GroupFigures[];
	totals: Figures;
	period: Period;
	/** Runs of the history without any date: nobody can tell whether they belong to the period. */
	undatedRuns: number;
}

export interface ReportQuestion {
	groupBy: GroupBy;
	period: Period;
	zone: Zone;
	/** Epoch milliseconds; days to come have no line. */
	nowMs: number;
	/** The listed agents; needed only to group by agent. */
	agents: readonly Agent[];
}

/** A run belongs to the moment it started; where that is not told, to the one it ended. */
function dateOf(run: Run): number {
	const startedAt = startOf(run);
	return Number.isNaN(startedAt) ? endOf(run) : startedAt;
}

/** By code units: the same order on every machine, whatever its language. */
function byText(a: string, b: string): number {
	return a === b ? 0 : a < b ? -1 : 1;
}

type Line = { group: Group; figures: Figures };

/** Most credits first; where they are equal, most runs, then by name. */
function byWeight(a: Line, b: Line): number {
	return (
		b.figures.creditsUsed - a.figures.creditsUsed ||
		b.figures.runs - a.figures.runs ||
		byText(a.group.label, b.group.label) ||
		byText(a.group.key, b.group.key)
	);
}

/** Two agents with the same name are told apart by their ids. */
function labelled(lines: Line[]): GroupFigures[] {
	const uses = new Map<string, number>();
	for (const { group } of lines) uses.set(group.label, (uses.get(group.label) ?? 0) + 1);
	return lines.map(({ group, figures }) => {
		const isUnique = uses.get(group.label) === 1;
		return { group: isUnique ? group.label : `${group.label} (${group.key})`, ...figures };
	});
}

/**
 * Turns runs into a usage report. Each run is folded into figures and let go, so that memory is
 * bounded by the number of groups, not of runs. The report is the same in whatever portions the
 * runs come.
 */
export class UsageFold {
	private readonly grouping: Grouping;
	private readonly total = new FigureFold();
	private readonly folds = new Map<string, { group: Group; fold: FigureFold }>();
	private undatedRuns = 0;

	constructor(private readonly question: ReportQuestion) {
		const { fromMs, toMs } = question.period;
		const past = { fromMs, toMs: Math.min(toMs, question.nowMs) };
		this.grouping = groupingBy(question.groupBy, { ...question, period: past });
		for (const group of this.grouping.always) this.foldOf(group);
	}

	/** Takes in those of the runs that belong to the period; each run must come once. */
	add(runs: readonly Run[]): void {
		for (const run of runs) {
			const ms = dateOf(run);
			if (Number.isNaN(ms)) this.undatedRuns++;
			if (!liesIn(this.question.period, ms)) continue;
			this.total.add(run);
			this.foldOf(this.grouping.groupOf(run, ms)).add(run);
		}
	}

	report(): UsageReport {
		const lines = [...this.folds.values()].map(({ group, fold }) => ({
			group,
			figures: fold.figures(),
		}));
		lines.sort(this.grouping.isByDate ? (a, b) => byText(a.group.key, b.group.key) : byWeight);
		const { groupBy, period } = this.question;
		return {
			groupBy,
			groups: labelled(lines),
			totals: this.total.figures(),
			period,
			undatedRuns: this.undatedRuns,
		};
	}

	private foldOf(group: Group): FigureFold {
		const known = this.folds.get(group.key);
		if (known) return known.fold;
		const fold = new FigureFold();
		this.folds.set(group.key, { group, fold });
		return fold;
	}
}
