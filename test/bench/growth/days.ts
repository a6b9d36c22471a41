import type { Say } from '../../../scripts/real-n8n';
import { markdownTable } from '../statistics';
import { type Day, type DayFigures, simulateDay } from './day';
import { count, type Growth, type Point } from './numbers';

const JOBS = [0, 100, 1_000, 10_000];
const ROWS_BEFORE = [100, 1_000, 10_000, 100_000];
const USUAL_ROWS = 10_000;
const BUSY_JOBS = 10_000;

const HEAD = [
	'history lists',
	'requests a day',
	'per poll',
	'most in one poll',
	'jobs reported',
	'largest state',
];

const KINDS = [
	{ lists: 'finished runs only', listsUnfinished: false },
	{ lists: 'unfinished runs too', listsUnfinished: true },
];

function cellsOf(lists: string, figures: DayFigures): string[] {
	const { polls, requests, mostRequests, reported, largestStateBytes } = figures;
	const perPoll = (requests / polls).toFixed(2);
	const state = `${(largestStateBytes / 1000).toFixed(1)} KB`;
	return [lists, count(requests), perPoll, `${mostRequests}`, count(reported), state];
}

/** Plays a day for each size, with both kinds of history; the first kind is drawn. */
async function grow(sizes: number[], { title, dayOf, drawn }: Axis, say: Say): Promise<Growth> {
	const rows: string[][] = [];
	const points: Point[] = [];
	for (const size of sizes) {
		const day = dayOf(size);
		say(`• a day of ${day.jobs} jobs in a history of ${day.rowsBefore} rows`);
		for (const { lists, listsUnfinished } of KINDS) {
			const figures = await simulateDay({ ...day, listsUnfinished });
			rows.push([count(size), ...cellsOf(lists, figures)]);
			if (!listsUnfinished) points.push([size, drawn(figures)]);
		}
	}
	return { table: markdownTable([title, ...HEAD], rows), points };
}

interface Axis {
	title: string;
	dayOf: (size: number) => Pick<Day, 'jobs' | 'rowsBefore'>;
	drawn: (figures: DayFigures) => number;
}

/** Days of no, of few and of many jobs; drawn are the requests. */
export async function growDays(say: Say): Promise<Growth> {
	const dayOf = (jobs: number) => ({ jobs, rowsBefore: USUAL_ROWS });
	return await grow(JOBS, { title: 'jobs a day', dayOf, drawn: ({ requests }) => requests }, say);
}

/** A busy day in short and in long histories; drawn is the state, in kilobytes. */
export async function growHistories(say: Say): Promise<Growth> {
	const dayOf = (rowsBefore: number) => ({ jobs: BUSY_JOBS, rowsBefore });
	const drawn = ({ largestStateBytes }: DayFigures) => largestStateBytes / 1000;
	return await grow(ROWS_BEFORE, { title: 'rows before', dayOf, drawn }, say);
}
