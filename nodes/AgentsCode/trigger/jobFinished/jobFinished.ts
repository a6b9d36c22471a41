import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import type { Fault } from '../../api/result';
import { pollHistory } from '../history/pollHistory';
import { isTriggerState, type TriggerState } from '../history/state';
import { failPoll } from '../poll/failPoll';
import { isFirstPoll } from '../poll/firstPoll';
import { openPollRoom, type PollRoom } from '../poll/pollRoom';
import { filterRuns } from './filters';
import { toJobFinishedEvent, type NamedRun } from './jobFinishedEvent';
import { reportWithResults, type Report } from './results';
import { readJobFinishedSettings } from './settings';

const STATE_KEY = 'jobFinished';
/** What a poll takes up at most; with results no more than it can fetch in its time. */
const MAX_RUNS = 1_000;
const MAX_RUNS_WITH_RESULT = 400;
const COULD_NOT_READ = 'Could not read the credit history';

/** Switched on by somebody's hand. After a restart of n8n, or an edit, the trigger just goes on. */
const SWITCHED_ON = new Set(['activate', 'create']);

function loadState(context: IPollFunctions, scope: string): TriggerState | undefined {
	const stored: unknown = context.getWorkflowStaticData('node')[STATE_KEY];
	if (stored === undefined) return undefined;
	const { name } = context.getNode();
	if (!isTriggerState(stored)) {
		context.logger.warn(
			`${name}: the stored state is not one of this version. The trigger starts anew: jobs that have finished by now are not reported.`,
		);
		return undefined;
	}
	if (stored.scope === scope) return stored;
	context.logger.info(
		`${name}: the credential is another one. The trigger starts anew: jobs that have finished by now are not reported.`,
	);
	return undefined;
}

/**
 * How far back to report when the workflow was switched on again after a pause: the look-back, and
 * the usual time between two polls, since that much would have been read by the next poll anyway.
 *
 * @returns milliseconds; undefined when there was no such pause
 */
function reportBackMs(
	context: IPollFunctions,
	state: TriggerState | undefined,
	previousAtMs: number | undefined,
	isFirst: boolean,
	{ nowMs, lookBackMs }: { nowMs: number; lookBackMs: number },
): number | undefined {
	if (!state || !isFirst || !SWITCHED_ON.has(context.getActivationMode())) return undefined;
	const reachMs = lookBackMs + state.gapMs;
	const pausedMs = nowMs - Math.max(state.polledAtMs, previousAtMs ?? 0);
	return pausedMs > reachMs ? reachMs : undefined;
}

async function report(
	room: PollRoom,
	runs: NamedRun[],
	{ includeResult, canDefer }: { includeResult: boolean; canDefer: boolean },
): Promise<Report> {
	if (!includeResult) {
		const items = runs.map((run) => toJobFinishedEvent(run));
		return { items, unreported: new Set() };
	}
	const isLate = () => room.clock.now() >= room.reportUntil;
	return await reportWithResults(runs, room.source, { isLate, canDefer });
}

/**
 * One poll of the event "job finished".
 *
 * The new state is stored only when all that the poll needed has come; until then the old one stands,
 * and the next poll asks again.
 *
 * @param previousAtMs when this process last polled this trigger, if it did
 * @returns the events, oldest first; empty when no job has finished
 * @throws NodeApiError with `failure` for n8n's back-off when the service could not be read, but for
 *   the first poll after a restart, which leaves what passes by itself to the next
 */
export async function pollJobFinished(
	context: IPollFunctions,
	previousAtMs?: number,
): Promise<IDataObject[]> {
	const settings = readJobFinishedSettings(context);
	const room = await openPollRoom(context);
	const node = context.getNode();
	const { lookBackMs } = settings;
	const state = loadState(context, room.scope);
	const nowMs = room.clock.now();
	const isFirst = isFirstPoll(context.getWorkflowStaticData('node'));
	const outcome = await pollHistory(state, room.source, room.clock, {
		lookBackMs,
		scope: room.scope,
		isFirst,
		deadlineAt: room.readUntil,
		maxRuns: settings.includeResult ? MAX_RUNS_WITH_RESULT : MAX_RUNS,
		reportBackMs: reportBackMs(context, state, previousAtMs, isFirst, { nowMs, lookBackMs }),
	});
	const fail = (fault: Fault, intent: string) => failPoll(context, fault, intent, isFirst);
	if (!outcome.ok) return fail(outcome.fault, COULD_NOT_READ);
	const { finished, canDefer, notes, settle } = outcome.value;
	for (const note of notes) context.logger.warn(`${node.name}: ${note}`);
	const runs = await filterRuns(finished, settings, room.directory);
	if (!runs.ok) return fail(runs.fault, 'Could not list the agents to filter by');
	const { items, unreported, refusal } = await report(room, runs.value, {
		includeResult: settings.includeResult,
		canDefer,
	});
	if (refusal && items.length === 0) {
		return fail(refusal, "Could not read the finished jobs' results");
	}
	// Assigned whole: n8n notices only changes at the top level.
	context.getWorkflowStaticData('node')[STATE_KEY] = settle(unreported) as unknown as IDataObject;
	return items;
}
