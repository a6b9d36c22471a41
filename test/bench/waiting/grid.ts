import type { Say } from '../../../scripts/real-n8n';
import { duration, markdownTable, median, percentile } from '../statistics';
import { type Case, type Figures, measure } from './measure';
import type { Stage } from '../n8n/stage';

export interface Grid {
	items: number[];
	jobSeconds: number[];
	/** Runs of each short case; jobs of more than ten seconds are run once. */
	repeat: number;
}

interface Runner extends Pick<Case, 'contestant' | 'service'> {
	title: string;
}

export const NODE: Runner = { title: 'this node', contestant: 'node' };
export const SILENT: Runner = {
	title: 'this node, no progress reported',
	contestant: 'node',
	service: { jobs: { progress: 'absent' } },
};
const LOOP: Runner = { title: 'loop by hand', contestant: 'loop' };
const FLOOR: Runner = { title: 'HTTP Request alone', contestant: 'floor' };

/** All runs of one case; `jobSeconds` is 0 where nobody waits. */
export interface Measured {
	title: string;
	items: number;
	jobSeconds: number;
	runs: Figures[];
}

function rowOf({ title, items, jobSeconds, runs }: Measured): string[] {
	const lateness = runs.flatMap(({ latenessMs }) => latenessMs);
	const late = (share: number) =>
		lateness.length > 0 ? duration(percentile(lateness, share)) : '–';
	const wallMs = median(runs, (run) => run.wallMs);
	const failed = runs.filter(({ status }) => status !== 'success').length;
	const looksPerJob = median(runs, ({ looks, jobsStarted }) => looks / jobsStarted);
	const memory = Math.max(...runs.map(({ peakMemoryBytes }) => peakMemoryBytes));
	return [
		`${items}`,
		failed > 0 ? `${title} (${failed} of ${runs.length} runs stopped)` : title,
		duration(wallMs),
		jobSeconds > 0 ? (wallMs / (jobSeconds * 1000)).toFixed(3) : '–',
		looksPerJob > 0 ? looksPerJob.toFixed(1) : '–',
		late(0.5),
		late(0.95),
		`${Math.max(...runs.map(({ peakRequests }) => peakRequests))}`,
		`${Math.round(memory / 2 ** 20)} MB`,
	];
}

const HEAD = [
	'items',
	'who waits',
	'wall time',
	'÷ job length',
	'status requests per job',
	'lateness p50',
	'p95',
	'most requests in flight',
	'most memory',
];

async function measureAll(stage: Stage, grid: Grid, say: Say): Promise<Measured[]> {
	const measured: Measured[] = [];
	for (const jobSeconds of grid.jobSeconds) {
		for (const items of grid.items) {
			const runners = [LOOP, NODE, SILENT];
			const all = runners.map(({ title }) => ({ title, items, jobSeconds, runs: [] as Figures[] }));
			const times = jobSeconds > 10 ? 1 : grid.repeat;
			say(`• ${items} jobs of ${jobSeconds} s`);
			// Taking turns spreads what else the machine does over all of them.
			for (let turn = 0; turn < times; turn++) {
				for (const [i, { contestant, service }] of runners.entries())
					all[i].runs.push(await measure(stage, { contestant, items, jobSeconds, service }));
			}
			measured.push(...all);
		}
	}
	return measured;
}

async function measureFloor(stage: Stage, grid: Grid, say: Say): Promise<Measured[]> {
	const measured: Measured[] = [];
	say('• one call per item, without waiting');
	for (const items of grid.items) {
		const runs: Figures[] = [];
		const { title, contestant } = FLOOR;
		for (let turn = 0; turn < grid.repeat; turn++)
			runs.push(await measure(stage, { contestant, items, jobSeconds: 1 }));
		measured.push({ title, items, jobSeconds: 0, runs });
	}
	return measured;
}

/** Runs everybody through the whole grid, once warm. */
export async function measureGrid(stage: Stage, grid: Grid, say: Say): Promise<Measured[]> {
	say('• warming up');
	// As many items as the largest case: n8n's memory has then grown, and been collected, as in daily use.
	const items = Math.max(...grid.items);
	for (const { contestant } of [LOOP, NODE, FLOOR, NODE])
		await measure(stage, { contestant, items, jobSeconds: 1 });
	return [...(await measureFloor(stage, grid, say)), ...(await measureAll(stage, grid, say))];
}

/** Everybody's figures for each number of items and each length of jobs, as Markdown. */
export function waitingTables(measured: Measured[]): string {
	const lengths = [...new Set(measured.map(({ jobSeconds }) => jobSeconds))].sort((a, b) => a - b);
	const tables = lengths.map((length) => {
		const rows = measured.filter(({ jobSeconds }) => jobSeconds === length).map(rowOf);
		const title = length === 0 ? 'One call per item, no waiting' : `Jobs of ${length} s`;
		return `### ${title}\n\n${markdownTable(HEAD, rows)}`;
	});
	return tables.join('\n\n');
}
