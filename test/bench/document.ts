import { DEFAULT_N8N_VERSION } from '../../scripts/real-n8n';
import { describeMachine } from './machine';
import { PAGE_SIZE } from './report/measure';

export interface Sections {
	aims?: string;
	schedule?: string;
	waiting?: string;
	limit?: string;
	report?: string;
	days?: string;
	growth?: string;
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

- **this node**: *AgentsCode → Run*, waiting for completion, adaptive polling; *Max Concurrent Jobs* at the
  number of items where that is more than 50.
- **this node, no progress reported**: the same, while the service leaves \`progress\` out.
- **loop by hand**: HTTP Request (start) → Wait 1 s → HTTP Request (look) → If completed, else back to Wait.
- **HTTP Request alone**: one start per item, nobody waits: the floor of n8n's own cost.

"Most memory" is what n8n's whole process holds, after a warm-up with as many items as the largest case; it
grows and falls with garbage collection, so only large differences mean anything. The loop's lateness depends
on where a job's end falls in its beat: from next to nothing to a second and more. With 100 and 200 items its
own requests take so long that it looks less often; at 200 it is later, too.`;

const LIMIT_NOTE = `The service lets 8 requests a second through and refuses the rest with 429. "Least possible" is the time
that the requests which passed take at 8 a second.`;

const REPORT_NOTE = `A finished history of 100,000 runs, ${PAGE_SIZE} on a page, added up by agent: in the same n8n
${DEFAULT_N8N_VERSION}, over the same loopback service. Each run has an n8n process of its own, which has made the same report
over ${2 * PAGE_SIZE} rows before; both take turns three times, figures are medians, and all runs came to the same sums.
Memory is what n8n's whole process holds, until the execution is stored with what its nodes put out.

- **this node**: *AgentsCode → Get Usage Report*; it adds a page up and lets go of it.
- **HTTP Request → Split Out → Summarize**: HTTP Request with its own pagination, by \`nextCursor\`; n8n keeps every row
  until the execution has ended.`;

const DAYS_NOTE = `The trigger's own logic in simulated time, against the emulated service: one poll a minute from midnight to
midnight, 20 rows on a page, 10,000 rows in the history before. Jobs start at random times and run for 2 minutes on
average, every fiftieth for half an hour. Every job was reported exactly once. The requests are those that find
finished jobs; *Include Result* asks once more for each job. n8n stores the state; it is never larger than 64 KB.`;

const GROWTH_NOTE = `What becomes of time and memory when there is ten times as much to do, and ten times that, in a real n8n
as above.`;

/** In the document's order. */
const PLACES: Array<{ key: keyof Sections; title: string; note: string }> = [
	{ key: 'aims', title: 'At a glance', note: AIMS_NOTE },
	{ key: 'waiting', title: 'Waiting, in a real n8n', note: WAITING_NOTE },
	{
		key: 'limit',
		title: '30 jobs of 2 s under a limit of 8 requests a second',
		note: LIMIT_NOTE,
	},
	{
		key: 'schedule',
		title: 'The schedule alone, for jobs of up to 6 hours',
		note: SCHEDULE_NOTE,
	},
	{ key: 'report', title: 'A credit report over 100,000 runs', note: REPORT_NOTE },
	{ key: 'growth', title: 'More items, longer histories', note: GROWTH_NOTE },
	{ key: 'days', title: 'A day of the trigger', note: DAYS_NOTE },
];

/** How many sections a whole document has. */
export const SECTION_COUNT = PLACES.length;

const SECTION_START = /^## (?=.)/m;

/** The sections of a stored document as they stand, by title. */
function storedSections(stored: string): Map<string, string> {
	const [, ...sections] = stored.split(SECTION_START);
	return new Map(sections.map((text) => [text.split('\n', 1)[0], `## ${text.trim()}`]));
}

/**
 * The measured sections in the order of the document, among those of `stored` that were not
 * measured.
 *
 * @throws Error when the stored ones come from another machine
 */
export function documentOf(measured: Sections, stored = ''): string {
	const machine = describeMachine();
	const kept = storedSections(stored);
	if (kept.size > 0 && !stored.includes(machine))
		throw new Error('docs/benchmark.md comes from another machine: measure everything anew');
	const opening = `# Measured

\`npm run bench\` measures everything on this page and writes it anew; \`npm run bench -- --help\` tells how to
measure a part. The figures of each section come from one run on a machine with ${machine}.`;
	const sections = PLACES.flatMap(({ key, title, note }) => {
		const table = measured[key];
		const text = table === undefined ? kept.get(title) : `## ${title}\n\n${note}\n\n${table}`;
		return text === undefined ? [] : [text];
	});
	return [opening, ...sections, ''].join('\n\n');
}
