import type { Figures } from './figures';
import { balanceWords, undatedWords, type ReportContent } from './summary';
import { cutTo, textTable } from './textTable';
import {
	durationWords,
	groupHead,
	numberWords,
	periodWords,
	rateWords,
	TITLE,
	visible,
} from './words';

const MAX_NAME_WIDTH = 28;

interface Column {
	head: string;
	cell(figures: Figures): string;
	/** Left out where all of the report's runs have zero of it. */
	isNeeded?(totals: Figures): boolean;
}

const COLUMNS: Column[] = [
	{ head: 'Credits', cell: ({ creditsUsed }) => numberWords(creditsUsed) },
	{ head: 'Runs', cell: ({ runs }) => numberWords(runs) },
	{
		head: 'Failed',
		cell: ({ failed }) => numberWords(failed),
		isNeeded: ({ failed }) => failed > 0,
	},
	{
		head: 'Cancelled',
		cell: ({ cancelled }) => numberWords(cancelled),
		isNeeded: ({ cancelled }) => cancelled > 0,
	},
	{
		head: 'Unfinished',
		cell: ({ unfinished }) => numberWords(unfinished),
		isNeeded: ({ unfinished }) => unfinished > 0,
	},
	{ head: 'Success', cell: ({ successRate }) => rateWords(successRate) },
	{
		head: 'Average',
		cell: ({ averageDurationSeconds }) => durationWords(averageDurationSeconds),
	},
	{ head: '95%', cell: ({ p95DurationSeconds }) => durationWords(p95DurationSeconds) },
];

/**
 * A name that can't end the code block it stands in, nor be taken for a mention or a link: Slack
 * reads `<!channel>` even there.
 */
function harmless(name: string): string {
	const replaced = visible(name)
		.replaceAll('`', 'ˋ')
		.replaceAll('<', '‹')
		.replaceAll('>', '›')
		.replaceAll('&', '＆');
	return cutTo(MAX_NAME_WIDTH, replaced);
}

function table({ report }: ReportContent): string {
	const { groups, totals, groupBy } = report;
	const columns = COLUMNS.filter(({ isNeeded }) => isNeeded?.(totals) ?? true);
	const line = (name: string, figures: Figures) => [
		harmless(name),
		...columns.map(({ cell }) => cell(figures)),
	];
	return textTable([
		[groupHead(groupBy), ...columns.map(({ head }) => head)],
		...groups.map((group) => line(group.group, group)),
		...(groupBy === 'none' ? [] : [line('Total', totals)]),
	]);
}

/**
 * A report for chats and issues. Slack has no tables, and its marks differ from those of GitHub, so
 * the figures stand in columns inside a code block, which both show the same way.
 */
export function toMarkdown(content: ReportContent): string {
	const { report, zone } = content;
	const isEmpty = report.totals.runs === 0;
	const figures = isEmpty ? 'No runs in this period.' : `\`\`\`\n${table(content)}\n\`\`\``;
	const notes = [balanceWords(content), undatedWords(report)].filter((note) => note !== '');
	return [`*${TITLE}*`, periodWords(report.period, zone), figures, notes.join('\n\n')].join('\n\n');
}
