import { duration, markdownTable, median } from '../statistics';
import { NODE, SILENT, type Measured } from './grid';

interface Aim {
	items: number;
	jobSeconds: number;
	who: string;
	wallMs: number;
	/** Status requests for all items together. */
	looks?: number;
}

const AIMS: Aim[] = [
	{ items: 1, jobSeconds: 3, who: NODE.title, wallMs: 3200 },
	{ items: 1, jobSeconds: 3, who: SILENT.title, wallMs: 3500 },
	{ items: 10, jobSeconds: 5, who: NODE.title, wallMs: 5400, looks: 30 },
	{ items: 10, jobSeconds: 5, who: SILENT.title, wallMs: 6000, looks: 150 },
	{ items: 200, jobSeconds: 5, who: NODE.title, wallMs: 7000 },
];

function rowOf(aim: Aim, measured: Measured[]): string[] | undefined {
	const { items, jobSeconds, who, wallMs, looks } = aim;
	const found = measured.find(
		(each) => each.items === items && each.jobSeconds === jobSeconds && each.title === who,
	);
	if (!found) return undefined;
	return [
		`${items} × ${jobSeconds} s, ${who}`,
		`≤ ${duration(wallMs)}`,
		duration(median(found.runs, (run) => run.wallMs)),
		looks === undefined ? '–' : `≤ ${looks}`,
		`${median(found.runs, (run) => run.looks)}`,
	];
}

/** What this node is meant to reach, beside what it reached, for the cases that were run. */
export function aimTable(measured: Measured[]): string {
	const rows = AIMS.map((aim) => rowOf(aim, measured));
	const head = ['jobs', 'wall time aimed at', 'measured', 'status requests aimed at', 'measured'];
	return markdownTable(
		head,
		rows.filter((row) => row !== undefined),
	);
}
