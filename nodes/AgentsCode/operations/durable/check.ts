import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { createApi } from '../../api/client';
import { createClock, type StoppableClock } from '../../api/clock';
import type { ItemFailure } from '../../jobs/itemFailure';
import { undelivered, type Outcomes } from '../../jobs/outcome';
import {
	collectJobsNote,
	endedError,
	NONE_STARTED_EARLIER,
	stoppedError,
} from '../common/jobErrors';
import { toItem } from '../common/jobItems';
import { asNodeError, attemptAsync } from '../common/nodeErrors';
import { nextLookAt } from './pace';
import { wasStopped } from './parent';
import { deadlineOf, toJson, type Parcel, type ParkedJob, type SettledItem } from './parcel';
import { lookAround } from './round';
import { openSettledItems } from './settledItems';

interface Round {
	settled: SettledItem[];
	waiting: ParkedJob[];
}

/**
 * A round that can't be made, such as while the credential can't be read, is put off to the next: that may
 * pass, and the jobs go on meanwhile. The waits whose time is up end with the reason.
 */
function brokenRound(
	context: IExecuteFunctions,
	parked: ParkedJob[],
	thrown: unknown,
	nowMs: number,
): Round {
	const { message, description } = asNodeError(context, thrown);
	const isOver = (job: ParkedJob) => deadlineOf(job) <= nowMs;
	const settled = parked.filter(isOver).map(({ itemIndex, agentId, jobId, status }) => {
		const details: ItemFailure['details'] = { agentId, jobId, status: status ?? 'unknown' };
		const failure = { message, description: description ?? '', details };
		return { itemIndex, outcome: undelivered(failure) };
	});
	return { settled, waiting: parked.filter((job) => !isOver(job)) };
}

async function roundOf(
	context: IExecuteFunctions,
	clock: StoppableClock,
	parked: ParkedJob[],
): Promise<Round> {
	const round = await attemptAsync(async () => {
		const api = await createApi(context, { clock });
		return await lookAround(api, clock, parked);
	});
	return round.ok ? round.value : brokenRound(context, parked, round.thrown, clock.now());
}

/** @throws what ends the parked node: its first failed item, where it is set to stop */
function throwIfDecided(context: IExecuteFunctions, settled: SettledItem[], outcomes: Outcomes) {
	for (const { itemIndex, outcome } of settled) {
		if (outcome.ok) continue;
		const ending = { failure: outcome.failure, itemIndex };
		throw endedError(context, ending, outcomes, NONE_STARTED_EARLIER, collectJobsNote);
	}
}

/**
 * Looks at all parked jobs once.
 *
 * @returns on the first output, once no job is left, the items of the parked node; on the second
 *   what is still to be waited for; nothing when the parked execution was stopped
 * @throws NodeApiError | NodeOperationError that ends the parked node, in the words of a wait in it
 */
export async function checkJobs(
	context: IExecuteFunctions,
	parcel: Parcel,
): Promise<INodeExecutionData[][]> {
	if (await wasStopped(context, parcel.parentExecutionId)) return [[], []];
	const clock = createClock(context.getExecutionCancelSignal?.());
	const items = openSettledItems(context.getContext('flow'));
	items.add(parcel.settled);
	const { settled, waiting } = await roundOf(context, clock, parcel.parked);
	if (clock.stoppedByN8n) {
		throw stoppedError(context, items.withWaiting(parcel.parked), NONE_STARTED_EARLIER);
	}

	items.add(settled);
	const outcomes = items.withWaiting(waiting);
	if (!parcel.goesOn) throwIfDecided(context, settled, outcomes);
	if (waiting.length > 0) {
		const next = {
			...parcel,
			parked: waiting,
			settled: [],
			nextLookAt: nextLookAt(waiting, clock.now()),
		};
		return [[], [{ json: toJson(next), pairedItem: { item: 0 } }]];
	}
	const node = context.getNode();
	const output = outcomes.flatMap((outcome, itemIndex) =>
		outcome ? [toItem(node, outcome, itemIndex)] : [],
	);
	return [output, []];
}
