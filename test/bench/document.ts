import { DEFAULT_N8N_VERSION } from '../../scripts/real-n8n';
import { describeMachine } from './machine';

export interface Sections {
	aims?: string;
	schedule?: string;
	waiting?: string;
	limit?: string;
}

const AIMS_NOTE = `The cases that this node is built to do well in; medians of the runs below.`;

const SCHEDULE_NOTE = `The schedule that decides when to look at a job again, alone and in simulated time: requests take 5 to
15 ms, job lengths vary by a tenth, all chance is seeded. Each cell: **status requests** (mean) · lateness
p50 · p95. Lateness is the time from a job's end to the answer that tells it. The first four columns are
this node, by what the service reports: whole percents that grow evenly; the same, but no further than 50;
always 0; nothing. The three columns on the right are loops with a fixed pause.`;

const WAITING_NOTE = `Side by side in one n8n ${DEFAULT_N8N_VERSION} with its default settings (one process, SQLite), against the
emulator on loopback, which takes 10 ms for each answer. Whole executions are timed, from start to end, by
n8n's own clock. Short cases are run three times in turns; wall time and requests are medians,
lateness is taken over all jobs of all runs, requests in flight and memory are the most that was seen.

- **this node**: *AgentsCode → Run*, waiting for completion, adaptive polling.
- **this node, no progress reported**: the same, while the service leaves \`progress\` out.
- **loop by hand**: HTTP Request (start) → Wait 1 s → HTTP Request (look) → If completed, else back to Wait.
- **HTTP Request alone**: one start per item, nobody waits: the floor of n8n's own cost.

"Most memory" is what n8n's whole process holds, about 600 MB of it before the first run; it grows and falls
with garbage collection, so only large differences mean anything. The loop's lateness depends on where a
job's end falls in its beat: from next to nothing to a second and more. With 100 and 200 items its own
requests take so long that it looks less often, and is later.`;

const LIMIT_NOTE = `The service lets 8 requests a second through and refuses the rest with 429. "Least possible" is the time
that the requests which passed take at 8 a second.`;

function section(title: string, note: string, table: string | undefined): string[] {
	return table === undefined ? [] : [`## ${title}\n\n${note}\n\n${table}`];
}

/** The whole document, or the part of it that was measured. */
export function documentOf({ aims, schedule, waiting, limit }: Sections): string {
	const opening = `# Measured

\`npm run bench\` measures everything on this page and writes it anew; \`npm run bench -- --help\` tells how to
measure a part. These figures come from one run on a machine with ${describeMachine()}.`;
	return [
		opening,
		...section('At a glance', AIMS_NOTE, aims),
		...section('Waiting, in a real n8n', WAITING_NOTE, waiting),
		...section('30 jobs of 2 s under a limit of 8 requests a second', LIMIT_NOTE, limit),
		...section('The schedule alone, for jobs of up to 6 hours', SCHEDULE_NOTE, schedule),
		'',
	].join('\n\n');
}
