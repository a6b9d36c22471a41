import type { Say } from '../../../scripts/real-n8n';
import { drawChart, type Panel } from './chart';
import { growDays, growHistories } from './days';
import { growItems, JOB_SECONDS } from './items';
import { count, type Growth } from './numbers';
import { growReports } from './reports';

/** Where the document finds its picture. */
export const CHART_FILE = 'images/growth.svg';

const DESCRIPTION =
	'How cost grows: wall time with items, memory with rows of a report, requests and state of the trigger';

interface Growths {
	items: Growth;
	reports: Growth;
	days: Growth;
	histories: Growth;
}

const largest = ({ points }: Growth) => Math.max(...points.map(([, value]) => value));

function panelsOf({ items, reports, days, histories }: Growths): Panel[] {
	return [
		{
			title: `Time for jobs of ${JOB_SECONDS} s`,
			sizes: 'jobs in one execution',
			label: (seconds) => `${seconds.toFixed(1)} s`,
			points: items.points,
			top: 2 * JOB_SECONDS,
			reference: { value: JOB_SECONDS, words: 'one job alone' },
		},
		{
			title: 'Memory that a usage report adds',
			sizes: 'rows of the credit history',
			label: (megabytes) => `${Math.round(megabytes)} MB`,
			points: reports.points,
			top: Math.max(200, largest(reports)),
		},
		{
			title: 'Requests of the trigger, a day',
			sizes: 'jobs that finish that day',
			label: count,
			points: days.points,
			top: Math.max(10_000, largest(days)),
			reference: { value: 1440, words: 'one a minute' },
		},
		{
			title: 'State that the trigger keeps, 10,000 jobs a day',
			sizes: 'rows the history held before',
			label: (kilobytes) => `${kilobytes.toFixed(0)} KB`,
			points: histories.points,
			top: 64,
		},
	];
}

function textOf({ items, reports, days, histories }: Growths): string {
	return `![${DESCRIPTION}](${CHART_FILE})

### Items in one execution

Jobs of ${JOB_SECONDS} s, all at once, in a real n8n as above.

${items.table}

### Rows in a usage report

Each in an n8n process of its own, which has made a report before; 1,000 rows on a page.

${reports.table}

### Jobs that finish in a day

The trigger's own logic in simulated time, against the emulated service: one poll a minute from midnight to
midnight, 20 rows on a page, 10,000 rows before the day. Jobs start at random times and run for 2 minutes on
average, every fiftieth for half an hour. Every job was reported exactly once. The requests are those that find
finished jobs; *Include Result* asks once more for each job.

${days.table}

### Rows in the history before the trigger

The same, with 10,000 jobs in each day. n8n stores the state; 64 KB is its bound.

${histories.table}`;
}

/** Measures how cost grows; gives the section's text and its picture. */
export async function growthSection(
	repeat: number,
	say: Say,
): Promise<{ text: string; chart: string }> {
	const growths = {
		days: await growDays(say),
		histories: await growHistories(say),
		items: await growItems(repeat, say),
		reports: await growReports(say),
	};
	return { text: textOf(growths), chart: drawChart(panelsOf(growths), DESCRIPTION) };
}
