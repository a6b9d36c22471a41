import type { Say } from '../../../scripts/real-n8n';
import { measureReport } from '../report/measure';
import { checkSums } from '../report/sums';
import { duration, markdownTable } from '../statistics';
import { count, type Growth } from './numbers';

const ROWS = [100, 1_000, 10_000, 100_000];
const MEGABYTE = 2 ** 20;

const HEAD = ['rows', 'wall time', 'requests', 'memory before', 'most memory', 'grown by'];

/** Credit → Get Usage Report over short and long histories, each in an n8n process of its own. */
export async function growReports(say: Say): Promise<Growth> {
	const rows: string[][] = [];
	const points: Growth['points'] = [];
	for (const size of ROWS) {
		say(`• a report over ${size} rows`);
		const { wallMs, requests, bytesBefore, peakBytes, sums } = await measureReport('node', size);
		checkSums([sums], size);
		const megabytes = [bytesBefore, peakBytes, peakBytes - bytesBefore].map(
			(bytes) => bytes / MEGABYTE,
		);
		const memory = megabytes.map((each) => `${Math.round(each)} MB`);
		rows.push([count(size), duration(wallMs), count(requests), ...memory]);
		points.push([size, megabytes[2]]);
	}
	return { table: markdownTable(HEAD, rows), points };
}
