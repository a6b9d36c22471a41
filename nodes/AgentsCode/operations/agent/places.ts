import type { IExecuteFunctions } from 'n8n-workflow';
import { placeIn, sourceOf } from '../../jobs/ledgerKey';
import { isTool } from '../common/tool';

/**
 * Which run of the node this is. Each call of a tool is a run of its own, and they all count as one: a
 * model that asks the same again shall find the job of its first call.
 */
export function runIndexOf(context: IExecuteFunctions): number {
	if (isTool(context)) return 0;
	return Number(context.getWorkflowDataProxy(0).$runIndex);
}

/** Where each item's request comes from. An AI agent asks its tool different things at one place. */
export function sourcesOf(
	context: IExecuteFunctions,
	baseUrl: string,
	runIndex: number,
): (place: string) => string | undefined {
	if (isTool(context)) return () => undefined;
	const { parameters } = context.getNode();
	const sources = new Map(
		context
			.getInputData()
			.map(({ json }, itemIndex) => [
				placeIn(runIndex, itemIndex),
				sourceOf(json, parameters, baseUrl),
			]),
	);
	return (place) => sources.get(place);
}
