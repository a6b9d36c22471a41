import type { Say } from '../../../scripts/real-n8n';
import { duration, markdownTable, median } from '../statistics';
import { measureReport, type ReportFigures } from './measure';
import { checkSums } from './sums';
import type { Reporter } from './workflows';

const TITLES: Record<Reporter, string> = {
	node: 'this node',
	builtIn: 'HTTP Request → Split Out → Summarize',
};
const HEAD = ['who adds up', 'wall time', 'requests', 'memory before', 'most memory', 'grown by'];

interface Summary {
	wallMs: number;
	requests: number;
	beforeMb: number;
	peakMb: number;
	grownMb: number;
}

function summaryOf(runs: ReportFigures[]): Summary {
	return {
		wallMs: median(runs, ({ wallMs }) => wallMs),
		requests: median(runs, ({ requests }) => requests),
		beforeMb: median(runs, ({ bytesBefore }) => bytesBefore / 2 ** 20),
		peakMb: median(runs, ({ peakBytes }) => peakBytes / 2 ** 20),
		grownMb: median(runs, ({ peakBytes, bytesBefore }) => (peakBytes - bytesBefore) / 2 ** 20),
	};
}

function rowOf(title: string, { wallMs, requests, beforeMb, peakMb, grownMb }: Summary): string[] {
	const megabytes = [beforeMb, peakMb, grownMb].map((each) => `${Math.round(each)} MB`);
	return [title, duration(wallMs), `${requests}`, ...megabytes];
}

function ratioRow(node: Summary, builtIn: Summary): string[] {
	const ratio = (key: keyof Summary) => `× ${(node[key] / builtIn[key]).toFixed(2)}`;
	const keys = ['wallMs', 'requests', 'beforeMb', 'peakMb', 'grownMb'] as const;
	return ['this node ÷ the other', ...keys.map(ratio)];
}

/** Both reporters over the same rows, in turns, and how they compare; throws when sums differ. */
export async function reportTable(rows: number, repeat: number, say: Say): Promise<string> {
	const runs: Record<Reporter, ReportFigures[]> = { node: [], builtIn: [] };
	for (let turn = 0; turn < repeat; turn++) {
		for (const reporter of ['builtIn', 'node'] as const) {
			say(`• a report over ${rows} rows: ${TITLES[reporter]}`);
			runs[reporter].push(await measureReport(reporter, rows));
		}
	}
	const all = [...runs.node, ...runs.builtIn];
	checkSums(
		all.map(({ sums }) => sums),
		rows,
	);
	const [node, builtIn] = [summaryOf(runs.node), summaryOf(runs.builtIn)];
	return markdownTable(HEAD, [
		rowOf(TITLES.node, node),
		rowOf(TITLES.builtIn, builtIn),
		ratioRow(node, builtIn),
	]);
}
