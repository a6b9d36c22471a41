import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';
import { walkHistory } from '../../api/paging';
import { inOrderOfEnd } from '../history/finishedRun';
import { readRow } from '../history/rowFacts';
import { toPollError } from '../poll/pollError';
import { openPollRoom } from '../poll/pollRoom';
import { filterRuns } from './filters';
import { toJobFinishedEvent } from './jobFinishedEvent';
import { reportWithResults } from './results';
import { readJobFinishedSettings } from './settings';

const MAX_PAGES = 5;
const ALL_THE_TIME = { isLate: () => false, canDefer: false };

/**
 * The latest finished job that passes the filters, for "Fetch Test Event". It looks at the first
 * pages of the history only, and leaves the trigger's state alone.
 *
 * @throws NodeOperationError that says so when there is none yet
 */
export async function fetchLatestFinishedJob(context: IPollFunctions): Promise<IDataObject> {
	const settings = readJobFinishedSettings(context);
	const room = await openPollRoom(context);
	const node = context.getNode();
	let pages = 0;
	for await (const page of walkHistory(room.source.getHistoryPage)) {
		if (!page.ok) throw toPollError(node, page.fault, 'Could not read the credit history');
		const rows = page.value.map((run) => readRow(run, room.clock.now()));
		const ended = inOrderOfEnd(
			rows.filter(({ isFinished }) => isFinished),
			[],
		);
		const passed = await filterRuns(ended, settings, room.directory);
		if (!passed.ok) throw toPollError(node, passed.fault, 'Could not list the agents to filter by');
		const latest = passed.value.at(-1);
		if (latest && !settings.includeResult) return toJobFinishedEvent(latest);
		if (latest) {
			const { items, refusal } = await reportWithResults([latest], room.source, ALL_THE_TIME);
			if (refusal) throw toPollError(node, refusal, "Could not read the finished job's result");
			return items[0];
		}
		if (++pages >= MAX_PAGES) break;
	}
	throw new NodeOperationError(node, 'No job that passes the filters has finished yet', {
		level: 'warning',
		description:
			"Run an agent, wait until its job has finished and fetch a test event again. If jobs have finished already, check the 'Statuses' and 'Agent Names or IDs' of this trigger.",
	});
}
