import { NodeApiError, NodeOperationError, type IExecuteFunctions, type INode } from 'n8n-workflow';
import { toNodeApiError } from '../../api/errors';
import { withoutStopWord } from '../../api/text';
import type { ItemFailure } from '../../jobs/itemFailure';

/** What became of a piece of work that may throw. */
export type Attempt<T> = { ok: true; value: T } | { ok: false; thrown: unknown };

/** Keeps what a piece of work gave or threw, so that other items' work is not cut short by it. */
export function attempt<T>(work: () => T): Attempt<T> {
	try {
		return { ok: true, value: work() };
	} catch (thrown) {
		return { ok: false, thrown };
	}
}

/** The same for work that takes time. */
export async function attemptAsync<T>(work: () => Promise<T>): Promise<Attempt<T>> {
	try {
		return { ok: true, value: await work() };
	} catch (thrown) {
		return { ok: false, thrown };
	}
}

/** Whatever was thrown, as one of the two exceptions that n8n shows well. */
export function asNodeError(
	context: IExecuteFunctions,
	thrown: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) {
		thrown.context.itemIndex ??= itemIndex;
		return thrown;
	}
	const cause = thrown instanceof Error ? thrown : String(thrown);
	return new NodeOperationError(context.getNode(), cause, { itemIndex, level: 'warning' });
}

/**
 * Ends the node before its first request when an item could not be read, unless the node is set to
 * continue.
 *
 * @throws NodeApiError | NodeOperationError of the first such item
 */
export function throwUnlessContinuing(
	context: IExecuteFunctions,
	attempts: ReadonlyArray<Attempt<unknown>>,
): void {
	if (context.continueOnFail()) return;
	attempts.forEach((each, itemIndex) => {
		if (!each.ok) throw asNodeError(context, each.thrown, itemIndex);
	});
}

/** The exception n8n shows when an item's job ends the node. */
export function failureToError(
	node: INode,
	failure: ItemFailure,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const error = failure.fault
		? toNodeApiError(node, failure.fault, '', itemIndex)
		: new NodeOperationError(node, 'AgentsCode job', { itemIndex, level: 'warning' });
	// Set afterwards: the constructors swap a text that contains certain words for a canned one.
	error.message = withoutStopWord(failure.message);
	error.description = failure.description;
	return error;
}
