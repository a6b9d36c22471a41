import type { Say } from '../../../scripts/real-n8n';
import { openStage, type Stage } from '../n8n/stage';
import { duration, markdownTable, median, percentile } from '../statistics';
import { type Figures, measure } from '../waiting/measure';
import { count, type Growth } from './numbers';

const ITEMS = [1, 10, 100, 1_000];
export const JOB_SECONDS = 5;

const HEAD = ['items', 'wall time', 'status requests per job', 'lateness p50', 'p95'];

async function runTimes(stage: Stage, items: number, times: number): Promise<Figures[]> {
	const runs: Figures[] = [];
	for (let turn = 0; turn < times; turn++)
		runs.push(await measure(stage, { contestant: 'node', items, jobSeconds: JOB_SECONDS }));
	const unsound = runs.find(({ jobsStarted, jobsDelivered }) =>
		[jobsStarted, jobsDelivered].some((each) => each !== items),
	);
	if (!unsound) return runs;
	throw new Error(`${unsound.jobsStarted} jobs for ${items} items, ${unsound.jobsDelivered} came`);
}

/** Agent → Run over few and over many items, in one real n8n. */
export async function growItems(repeat: number, say: Say): Promise<Growth> {
	const rows: string[][] = [];
	const points: Growth['points'] = [];
	const stage = await openStage();
	try {
		await measure(stage, { contestant: 'node', items: 5, jobSeconds: 1 });
		for (const items of ITEMS) {
			say(`• ${items} jobs of ${JOB_SECONDS} s`);
			const runs = await runTimes(stage, items, repeat);
			const wallMs = median(runs, (run) => run.wallMs);
			const lateness = runs.flatMap(({ latenessMs }) => latenessMs);
			rows.push([
				count(items),
				duration(wallMs),
				median(runs, ({ looks }) => looks / items).toFixed(1),
				...[0.5, 0.95].map((share) => duration(percentile(lateness, share))),
			]);
			points.push([items, wallMs / 1000]);
		}
	} finally {
		await stage.close();
	}
	return { table: markdownTable(HEAD, rows), points };
}
