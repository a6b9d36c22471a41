import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';
import { fetchBalanceEvent, pollCreditsLow } from './creditsLow/creditsLow';
import { pollJobFinished } from './jobFinished/jobFinished';
import { fetchLatestFinishedJob } from './jobFinished/testEvent';

/** One choice of 'Event'. */
interface TriggerEvent {
	/** @param previousAtMs when this process last polled this trigger, if it did */
	poll(context: IPollFunctions, previousAtMs?: number): Promise<IDataObject[]>;
	/** For "Fetch Test Event": one event, without touching what the trigger remembers. */
	fetchTestEvent(context: IPollFunctions): Promise<IDataObject>;
}

const EVENTS: Record<string, TriggerEvent> = {
	creditsLow: { poll: pollCreditsLow, fetchTestEvent: fetchBalanceEvent },
	jobFinished: { poll: pollJobFinished, fetchTestEvent: fetchLatestFinishedJob },
};

/** @throws NodeOperationError when this version has no such event */
export function findEvent(context: IPollFunctions): TriggerEvent {
	const name = context.getNodeParameter('event', 'jobFinished') as string;
	if (Object.hasOwn(EVENTS, name)) return EVENTS[name];
	throw new NodeOperationError(
		context.getNode(),
		`This version of the AgentsCode Trigger has no event '${name}'`,
		{ description: 'Update the package n8n-nodes-agentscode, or choose another event' },
	);
}
