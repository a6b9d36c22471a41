import { markdownTable } from '../bench/statistics';
import { describeMachine } from '../bench/machine';
import type { Account } from './accounts';
import type { LoadCount } from './load';
import type { Restart } from './restarts';
import type { Rest } from './rests';
import type { Life, Sample } from './samples';
import type { Line } from './slope';

/** What a soak has brought. */
export interface Findings {
	minutes: number;
	seed: number;
	n8nVersion: string;
	load: LoadCount;
	faults: number;
	requests: number;
	polls: number;
	rests: Array<Rest & { sample: Sample }>;
	restarts: Restart[];
	lives: Life[];
	account: Account;
}

function figure(value: number, digits = 1): string {
	return value.toLocaleString('en-US', {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	});
}

function changeOf({ first, last }: Line): string {
	return `${figure(first)} → ${figure(last)}`;
}

function slopeOf({ slope, uncertainty }: Line): string {
	return `${figure(slope, 2)} ± ${figure(uncertainty, 2)}`;
}

const MEASURES: Array<[string, (life: Life) => Line]> = [
	['Heap after garbage collection, MB', ({ heapMegabytes }) => heapMegabytes],
	['… of which the package’s code made, MB', ({ packageMegabytes }) => packageMegabytes],
	['Resident memory, MB', ({ residentMegabytes }) => residentMegabytes],
	['Handles', ({ handles }) => handles],
	['Open files', ({ openFiles }) => openFiles],
];

/** One line for each measure of each life: where its line begins and ends, and its slope. */
export function slopeTable(lives: readonly Life[]): string {
	const rows = lives.flatMap((life, index) =>
		MEASURES.map(([name, lineOf]) => [
			`${index + 1}. life, ${figure(life.minutes)} min: ${name}`,
			changeOf(lineOf(life)),
			slopeOf(lineOf(life)),
			String(life.samples),
		]),
	);
	return markdownTable(['n8n’s process', 'Fitted', 'Per minute', 'Samples'], rows);
}

const MEGABYTE = 2 ** 20;

/** What n8n's first process held at moments with nothing under way. */
export function restTable(rests: Findings['rests']): string {
	const rows = rests.map(({ jobs, sample }) => [
		`after ${figure(jobs, 0)} jobs`,
		figure((sample.heapBytes + sample.externalBytes) / MEGABYTE),
		figure(sample.packageBytes / MEGABYTE),
		figure(sample.residentBytes / MEGABYTE),
		String(sample.handles),
		String(sample.openFiles),
	]);
	const heads = ['', 'Heap, MB', 'Of the package, MB', 'Resident, MB', 'Handles', 'Open files'];
	return markdownTable(heads, rows);
}

export function accountTable({ account, load, faults, restarts, requests, polls }: Findings) {
	const whole = (value: number) => figure(value, 0);
	const stops = restarts.filter(({ how }) => how === 'stopped').length;
	const rows: Array<[string, number]> = [
		['Requests to the service', requests],
		['… of which met a fault', faults],
		['Pages of the history read', polls],
		['Readings (agents, balance, history, report)', load.readings],
		['Restarts of n8n by its own way', stops],
		['Restarts of n8n by SIGKILL', restarts.length - stops],
		['Tasks handed to n8n', account.sent],
		['Jobs started', account.jobs],
		['… of which because the job before had failed (*Retry On Fail*)', account.startedAnew],
		['Items with a job’s result', account.deliveredJobs],
		['Items on the error output', account.failedItems],
		['Jobs whose execution was killed with n8n', account.jobsOfKilled],
		['Jobs that fired the trigger once', account.firedOnce],
	];
	return markdownTable(
		['', 'Count'],
		rows.map(([name, count]) => [name, whole(count)]),
	);
}

export function documentOf(findings: Findings): string {
	const { minutes, seed, n8nVersion, account } = findings;
	return `# Soak

\`npm run soak\`: ${minutes} minutes of paid runs, reads and trigger polls in a real n8n ${n8nVersion}, while requests
meet faults several times a second and n8n is stopped and killed (seed ${seed}). ${describeMachine()}.

## Every job, once

${accountTable(findings)}

${account.complaints.length === 0 ? 'Every job is accounted for once.' : account.complaints.map((each) => `- ${each}`).join('\n')}

Jobs of killed executions: n8n keeps no output of an execution that was cut off. The trigger tells of their ends all the same.

## Nothing grows

With nothing under way, in one n8n under load until then:

${restTable(findings.rests)}

A line through samples taken every five seconds, from after the warm-up of a process to its end. The heap is measured
right after a full garbage collection; what is under way at that moment counts. What of it the package’s code has made
is an estimate: one allocation in 8 kB is traced to the code that made it, and counts as long as it lives. The rest is
n8n’s own. ± is the 95 % interval.

${slopeTable(findings.lives)}
`;
}
