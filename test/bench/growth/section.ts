import type { Say } from '../../../scripts/real-n8n';
import { drawChart, type Panel } from './chart';
import { growDays, growHistories } from './days';
import { growItems, JOB_SECONDS } from './items';
import { count, type Growth } from './numbers';
import { growReports } from './reports';

/** Where the document finds its picture. */
export const CHART_FILE = 'images/trigger-day.svg';

const DESCRIPTION =
	'A day of the trigger: requests for none to 10,000 jobs, and the state it keeps in histories of 100 to 100,000 rows';

const largest = ({ points }: Growth) => Math.max(...points.map(([, value]) => value));

function panelsOf(days: Growth, histories: Growth): Panel[] {
	return [
		{
			title: 'Requests of the trigger, a day',
			sizes: 'jobs that finish that day',
			label: count,
			points: days.points,
			top: Math.max(6_000, largest(days)),
			reference: { value: 1440, words: 'one a minute' },
		},
		{
			title: 'State that it keeps, at 10,000 jobs a day',
			sizes: 'rows the history held before',
			label: (kilobytes) => `${kilobytes.toFixed(0)} KB`,
			points: histories.points,
			top: 64,
			reference: { value: 64, words: 'its bound' },
		},
	];
}

/** Plays days of the trigger in simulated time; gives the section's text and its picture. */
export async function daySection(say: Say): Promise<{ text: string; chart: string }> {
	const days = await growDays(say);
	const histories = await growHistories(say);
	const text = `![${DESCRIPTION}](${CHART_FILE})

${days.table}

The same, with 10,000 jobs in the day, and more or less of a history before it:

${histories.table}`;
	return { text, chart: drawChart(panelsOf(days, histories), DESCRIPTION) };
}

/** Measures how time and memory grow in a real n8n; gives the section's text. */
export async function growthSection(repeat: number, say: Say): Promise<string> {
	const items = await growItems(repeat, say);
	const reports = await growReports(say);
	return `### Items in one execution

Jobs of ${JOB_SECONDS} s, all at once.

${items.table}

### Rows in a usage report

Each in an n8n process of its own, which has made a report before; 1,000 rows on a page.

${reports.table}`;
}
