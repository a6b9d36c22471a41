import { cutToWhole, silent, stuckAtZero, stuckHalfway, type JobKind } from './jobKinds';
import { waitForPopulation } from './population';
import { adaptivePace, fixedPace, type Pace } from './simulate';
import { duration, markdownTable, mean, percentile } from './statistics';

const LENGTHS_S = [1, 2, 3, 5, 10, 30, 60, 600, 3600, 21_600];

interface Column {
	title: string;
	kind: JobKind;
	pace: (random: () => number) => Pace;
}

const COLUMNS: Column[] = [
	{ title: 'progress reported', kind: cutToWhole, pace: adaptivePace },
	{ title: 'stuck half-way', kind: stuckHalfway, pace: adaptivePace },
	{ title: 'stuck at 0', kind: stuckAtZero, pace: adaptivePace },
	{ title: 'absent', kind: silent, pace: adaptivePace },
	{ title: 'every 1 s', kind: silent, pace: () => fixedPace(1000) },
	{ title: 'every 2 s', kind: silent, pace: () => fixedPace(2000) },
	{ title: 'every 5 s', kind: silent, pace: () => fixedPace(5000) },
];

async function cell({ kind, pace }: Column, lengthMs: number): Promise<string> {
	const runs = lengthMs > 600_000 ? 40 : 200;
	const { looks, latenessMs } = await waitForPopulation({
		kind,
		pace,
		lengthMs,
		spread: 0.1,
		runs,
	});
	const lateness = [0.5, 0.95].map((share) => duration(percentile(latenessMs, share)));
	return `**${mean(looks).toFixed(looks[0] < 100 ? 1 : 0)}** · ${lateness.join(' · ')}`;
}

/**
 * The schedule alone, in simulated time: for jobs of about each length, the mean number of status
 * requests, and how late the result is noticed (median and 95th percentile).
 */
export async function scheduleTable(): Promise<string> {
	const rows: string[][] = [];
	for (const lengthS of LENGTHS_S) {
		const row = [
			duration(lengthS * 1000)
				.replace('.00', '')
				.replace('.0', ''),
		];
		for (const column of COLUMNS) row.push(await cell(column, lengthS * 1000));
		rows.push(row);
	}
	return markdownTable(['job length', ...COLUMNS.map(({ title }) => title)], rows);
}
