import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import type { StoppableClock } from '../../api/clock';
import type { ItemFailure } from '../../jobs/itemFailure';
import { isUnfinished, undelivered, type ItemOutcome, type Outcomes } from '../../jobs/outcome';
import { mapBounded } from '../../jobs/mapBounded';
import { errorItem } from './errorItem';
import { knownIds } from './idFields';
import {
	endedError,
	idsOf,
	NONE_STARTED_EARLIER,
	stoppedError,
	type StartedEarlier,
} from './jobErrors';
import { toJobItem } from './jobItem';
import { asNodeError, attemptAsync, type Attempt } from './nodeErrors';

/** An item's work on its job, or what was thrown while its parameters were read. */
export type JobWork = Attempt<() => Promise<ItemOutcome>>;

/** What only an operation that starts jobs can tell. */
export interface StartedJobs {
	startedEarlier: StartedEarlier;
	/** Called once everything has ended, to find out about starts that were never confirmed. */
	clarify: (outcomes: Outcomes) => Promise<Outcomes>;
}

/** What an operation adds that can let its worker go while jobs run. */
export interface Release {
	/** The same works, observed: their waits end once none of them is still to be begun. */
	watch: (works: JobWork[]) => JobWork[];
	/**
	 * Lets the worker go while unfinished jobs run.
	 * @returns what n8n shows meanwhile; or what is left to do in the node before this is tried again
	 */
	park: (outcomes: Outcomes) => Promise<{ parked: INodeExecutionData[] } | { left: JobWork[] }>;
}

interface JobItemsOptions {
	startedJobs?: StartedJobs;
	release?: Release;
}

const STARTS_NOTHING: StartedJobs = {
	startedEarlier: NONE_STARTED_EARLIER,
	clarify: async (outcomes) => outcomes,
};

/** What can't be done now may have been done in an earlier try: its job must not be lost. */
function refused(
	context: IExecuteFunctions,
	thrown: unknown,
	itemIndex: number,
	startedEarlier: StartedEarlier,
): ItemOutcome {
	const error = asNodeError(context, thrown, itemIndex);
	const ids = { ...knownIds(context, itemIndex), ...idsOf(startedEarlier(itemIndex)) };
	const details = ids as ItemFailure['details'];
	return undelivered({ message: error.message, description: error.description ?? '', details });
}

/** Does the work; nothing that is thrown there may cut short the waits of the other items. */
async function outcomeOf(
	context: IExecuteFunctions,
	work: JobWork,
	itemIndex: number,
	startedEarlier: StartedEarlier,
): Promise<ItemOutcome> {
	const done = work.ok ? await attemptAsync(work.value) : work;
	return done.ok ? done.value : refused(context, done.thrown, itemIndex, startedEarlier);
}

/** What became of an item, as the node puts it out, paired with its input item. */
export function toItem(node: INode, outcome: ItemOutcome, itemIndex: number): INodeExecutionData {
	if (!outcome.ok) {
		return errorItem(node, outcome.failure.message, outcome.failure.details, itemIndex);
	}
	const json = toJobItem(outcome.agentId, outcome.job) as IDataObject;
	return { json, pairedItem: { item: itemIndex } };
}

/** Works on all items; where the node is set to stop, the first that fails for good ends the rest. */
async function workOff(
	context: IExecuteFunctions,
	clock: StoppableClock,
	works: JobWork[],
	maxConcurrentJobs: number,
	startedEarlier: StartedEarlier,
): Promise<{ outcomes: Outcomes; decisiveIndex?: number }> {
	const goesOn = context.continueOnFail();
	let decisiveIndex: number | undefined;
	const outcomes = await mapBounded(
		works,
		maxConcurrentJobs,
		async (work, itemIndex) => {
			const outcome = await outcomeOf(context, work, itemIndex, startedEarlier);
			if (!outcome.ok && !isUnfinished(outcome) && !goesOn && !clock.aborted) {
				decisiveIndex = itemIndex;
				clock.stop();
			}
			return outcome;
		},
		() => !clock.aborted,
	);
	return { outcomes, decisiveIndex };
}

/** @throws NodeApiError | NodeOperationError when the node was stopped, or ends at an item that failed */
async function settle(
	context: IExecuteFunctions,
	clock: StoppableClock,
	works: JobWork[],
	maxConcurrentJobs: number,
	{ startedEarlier, clarify }: StartedJobs,
): Promise<Outcomes> {
	const { outcomes: raw, decisiveIndex } = await workOff(
		context,
		clock,
		works,
		maxConcurrentJobs,
		startedEarlier,
	);
	if (clock.stoppedByN8n) throw stoppedError(context, raw, startedEarlier);

	const outcomes = await clarify(raw);
	const decisive = decisiveIndex === undefined ? undefined : outcomes[decisiveIndex];
	if (decisiveIndex !== undefined && decisive?.ok === false) {
		const ending = { failure: decisive.failure, itemIndex: decisiveIndex };
		throw endedError(context, ending, outcomes, startedEarlier);
	}
	return outcomes;
}

/**
 * Works on the jobs of all items at once, and turns what became of them into the node's output, in
 * input order.
 *
 * Where the node is set to stop, nothing is begun if any item's parameters can't be read; once an
 * item has failed for good no further job is started, and the waits for the others end.
 *
 * @throws NodeApiError | NodeOperationError as the node's settings want it
 */
export async function executeJobItems(
	context: IExecuteFunctions,
	clock: StoppableClock,
	works: JobWork[],
	maxConcurrentJobs: number,
	{ startedJobs = STARTS_NOTHING, release }: JobItemsOptions = {},
): Promise<{ items: INodeExecutionData[]; allDelivered: boolean }> {
	const settled = async (these: JobWork[]) =>
		await settle(context, clock, these, maxConcurrentJobs, startedJobs);
	let outcomes = await settled(release?.watch(works) ?? works);
	while (release && outcomes.some((outcome) => outcome && isUnfinished(outcome))) {
		const next = await release.park(outcomes);
		if ('parked' in next) return { items: next.parked, allDelivered: false };
		outcomes = await settled(next.left);
	}
	const node = context.getNode();
	const items = outcomes.flatMap((outcome, index) =>
		outcome ? [toItem(node, outcome, index)] : [],
	);
	return { items, allDelivered: outcomes.every((outcome) => outcome?.ok) };
}
