import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';
import type { Balance } from '../../api/shapes';
import { shown } from '../../api/shown';
import { failPoll } from '../poll/failPoll';
import { toPollError } from '../poll/pollError';
import { isFirstPoll } from '../poll/firstPoll';
import { openPollRoom, type PollRoom } from '../poll/pollRoom';
import { hasBecomeLow, isBalanceState, readingOf, type BalanceState } from './balanceWatch';

const STATE_KEY = 'creditsLow';
const COULD_NOT_GET = 'Could not get the balance';

function readThreshold(context: IPollFunctions): number {
	const raw: unknown = context.getNodeParameter('threshold');
	const isNumber = typeof raw === 'number' || (typeof raw === 'string' && raw.trim() !== '');
	const threshold = isNumber ? Number(raw) : NaN;
	if (Number.isFinite(threshold) && threshold >= 0) return threshold;
	throw new NodeOperationError(
		context.getNode(),
		`'Threshold' must be a number of at least 0, but it is ${shown(raw)}`,
		{ level: 'warning', failure: { cause: 'configuration-invalid' } },
	);
}

async function readBalance({ context, getBalance }: PollRoom): Promise<Balance> {
	const answer = await getBalance();
	if (answer.ok) return answer.value;
	throw toPollError(context.getNode(), answer.fault, COULD_NOT_GET);
}

function loadState(context: IPollFunctions, scope: string): BalanceState | undefined {
	const stored: unknown = context.getWorkflowStaticData('node')[STATE_KEY];
	return isBalanceState(stored) && stored.scope === scope ? stored : undefined;
}

function toEvent({ available, used }: Balance, threshold: number): IDataObject {
	return { event: 'creditsLow', available, used, threshold };
}

/**
 * One poll of the event "credits low".
 *
 * @param previousAtMs when this process last polled this trigger, if it did
 * @returns the event when the credits have become low, else nothing
 * @throws NodeApiError with `failure` for n8n's back-off when the balance could not be read, but for
 *   the first poll after a restart, which leaves what passes by itself to the next
 */
export async function pollCreditsLow(
	context: IPollFunctions,
	previousAtMs?: number,
): Promise<IDataObject[]> {
	const threshold = readThreshold(context);
	const room = await openPollRoom(context);
	const isFirst = isFirstPoll(context.getWorkflowStaticData('node'));
	const answer = await room.getBalance();
	if (!answer.ok) return failPoll(context, answer.fault, COULD_NOT_GET, isFirst);
	const balance = answer.value;
	const state = loadState(context, room.scope);
	const now = readingOf(balance);
	const isGapless = previousAtMs !== undefined && (state?.polledAtMs ?? 0) >= previousAtMs;
	const fires = hasBecomeLow(state, now, threshold, isGapless);
	const next: BalanceState = {
		version: 1,
		scope: room.scope,
		isLow: now.available < threshold,
		...now,
		polledAtMs: room.clock.now(),
	};
	// Assigned whole: n8n notices only changes at the top level.
	context.getWorkflowStaticData('node')[STATE_KEY] = next as unknown as IDataObject;
	return fires ? [toEvent(balance, threshold)] : [];
}

/** The balance as it is, for "Fetch Test Event", low or not; the trigger's state is left alone. */
export async function fetchBalanceEvent(context: IPollFunctions): Promise<IDataObject> {
	const threshold = readThreshold(context);
	return toEvent(await readBalance(await openPollRoom(context)), threshold);
}
