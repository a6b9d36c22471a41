import type { Figures } from './figures';
import type { GroupBy } from './groups';
import { note, page, row, space, table, tile } from './htmlParts';
import { undatedWords, type ReportContent } from './summary';
import type { GroupFigures, UsageReport } from './usageReport';
import {
	countWords,
	daysLeftWords,
	durationWords,
	groupHead,
	numberWords,
	outcomeWords,
	periodWords,
	rateWords,
	roughWords,
	TITLE,
	unbroken,
} from './words';

function tiles({ report, balance, daysLeft, creditsPerDay }: ReportContent): string {
	const { totals } = report;
	const rate = creditsPerDay === null ? '' : `${roughWords(creditsPerDay)} per day`;
	const hasOutlook = daysLeft !== null && balance.available > 0;
	const outlook = hasOutlook ? `${daysLeftWords(daysLeft)} at this rate` : '';
	const figures = [
		tile('Credits used', numberWords(totals.creditsUsed), rate),
		tile('Credits available', numberWords(balance.available), outlook),
		tile('Runs', numberWords(totals.runs), outcomeWords(totals)),
		tile('Success rate', rateWords(totals.successRate), 'of finished runs'),
	];
	return `<div style="font-size:15px">${figures.join('')}</div>`;
}

function detailsOf(figures: Figures): string {
	if (figures.runs === 0) return 'no runs';
	const { averageDurationSeconds, p95DurationSeconds, successRate } = figures;
	const parts = [outcomeWords(figures)];
	if (successRate !== null) parts.push(unbroken(`${rateWords(successRate)} successful`));
	if (averageDurationSeconds !== null) {
		parts.push(
			unbroken(`${durationWords(averageDurationSeconds)} on average`),
			unbroken(`95% within ${durationWords(p95DurationSeconds)}`),
		);
	}
	return parts.join('\u00a0· ');
}

/** Mail programs cut what is much longer, and the total with it. */
const MAX_ROWS = 100;
const DATES: readonly GroupBy[] = ['day', 'week', 'month'];

/** The newest dates, or the groups with most credits, and what to say of the others. */
function shownGroups({ groupBy, groups }: UsageReport): { rows: GroupFigures[]; remark: string } {
	const leftOut = groups.length - MAX_ROWS;
	if (leftOut <= 0) return { rows: groups, remark: '' };
	const isByDate = DATES.includes(groupBy);
	const rows = isByDate ? groups.slice(-MAX_ROWS) : groups.slice(0, MAX_ROWS);
	const others = countWords(leftOut, groupHead(groupBy).toLowerCase());
	const which = isByDate
		? `The ${others} before these`
		: `${others} with no more credits than these`;
	return { rows, remark: `${which} are only in the total.` };
}

function figuresTable(report: UsageReport): string {
	const { groupBy, groups, totals } = report;
	const line = (name: string, figures: Figures, share?: number) =>
		row({
			name,
			credits: numberWords(figures.creditsUsed),
			details: detailsOf(figures),
			share,
		});
	const most = Math.max(0, ...groups.map(({ creditsUsed }) => creditsUsed));
	const { rows, remark } = shownGroups(report);
	const lines = rows.map((group) =>
		line(group.group, group, most > 0 ? group.creditsUsed / most : 0),
	);
	const total = groupBy === 'none' ? [] : [space(), line('Total', totals)];
	return table(groupHead(groupBy), [...lines, ...total]) + note(remark);
}

/**
 * A report for e-mail: styles inline, nothing to load, no script, every value escaped. It fits a
 * phone and a desk, and takes its colours from the reader's, light or dark.
 */
export function toHtml(content: ReportContent): string {
	const { report, zone } = content;
	const figures = report.totals.runs === 0 ? note('No runs in this period.') : figuresTable(report);
	const body = tiles(content) + figures + note(undatedWords(report));
	return page(TITLE, periodWords(report.period, zone), body);
}
